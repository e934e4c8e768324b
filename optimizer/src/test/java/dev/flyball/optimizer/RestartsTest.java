package dev.flyball.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How patiently failed threads are replaced. */
class RestartsTest {
    private Instant now = Instant.EPOCH;
    private final Restarts restarts = new Restarts(() -> now);

    @Test
    void pausesGrowUpToALimitAndThenItIsEnough() {
        assertThat(restarts.next()).hasValue(Duration.ofMillis(250));
        assertThat(restarts.next()).hasValue(Duration.ofMillis(500));
        for (int i = 0; i < 7; i++) {
            restarts.next();
        }
        assertThat(restarts.next()).hasValue(Duration.ofSeconds(30));
        assertThat(restarts.next()).isEmpty();
    }

    @Test
    void aLongTimeWithoutFailureStartsOver() {
        for (int i = 0; i < 11; i++) {
            restarts.next();
        }
        now = now.plus(Duration.ofMinutes(11));

        assertThat(restarts.next()).hasValue(Duration.ofMillis(250));
    }
}
