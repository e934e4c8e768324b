package dev.flyball.optimizer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How often a failed stream thread is replaced, and after which pause; a long time without failure starts over. */
final class Restarts {
    private static final int MOST = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration HEALTHY_AGAIN = Duration.ofMinutes(10);

    private final InstantSource clock;
    private int failures;
    private Instant last = Instant.MIN;

    Restarts(InstantSource clock) {
        this.clock = clock;
    }

    /** The pause before the next try after a failure; empty when it has failed too often. */
    synchronized Optional<Duration> next() {
        Instant now = clock.instant();
        if (last.isBefore(now.minus(HEALTHY_AGAIN))) {
            failures = 0;
        }
        last = now;
        failures++;
        if (failures > MOST) {
            return Optional.empty();
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (failures - 1));
        return Optional.of(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
}
