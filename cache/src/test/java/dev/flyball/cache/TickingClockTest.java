package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TickingClockTest {
    private final AtomicLong systemMs = new AtomicLong(1_000);

    @Test
    void itKnowsTheTimeAtOnceAndFollowsIt() {
        try (TickingClock clock = new TickingClock(() -> Instant.ofEpochMilli(systemMs.get()))) {
            assertThat(clock.millis()).isEqualTo(1_000);

            systemMs.set(5_000);

            await().until(() -> clock.millis() == 5_000);
            assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(5_000));
        }
    }
}
