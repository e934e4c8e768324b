package dev.flyball.optimizer.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.optimizer.verify.Pulse;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The pulse of a real Redis, up to its last. */
class RedisPulseIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    @Test
    void aRedisTellsHowItFaresUntilItIsKilled() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
                RedisPulse pulse = new RedisPulse(
                        new ResourceConfig(
                                redis.uri(),
                                Duration.ofMillis(100),
                                MemoryPolicy.defaults().withLimit(100 << 20)),
                        InstantSource.system(),
                        System::nanoTime)) {
            pulse.start();
            await().atMost(PATIENCE).pollInterval(POLL).until(() -> pulse.get().isPresent());
            Pulse first = pulse.get().orElseThrow();
            assertThat(first.memory()).isBetween(0.001, 0.5);
            assertThat(first.latencyMs()).isPositive();
            await().atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() ->
                            pulse.get().filter(next -> next.at() > first.at()).isPresent());

            kill(redis);

            await().atMost(PATIENCE).pollInterval(POLL).until(() -> pulse.get().isEmpty());
        }
    }

    private static void kill(EmbeddedRedis redis) {
        redis.close();
    }
}
