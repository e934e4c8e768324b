package dev.flyball.optimizer.memory;

import java.time.Duration;

/** What one run may take at most; the rest is left to the next one. */
public record RunBudget(Duration time, long keys, long bytes) {
    public static final RunBudget DEFAULT = new RunBudget(Duration.ofMinutes(2), 5_000_000, 64L << 30);

    public RunBudget {
        if (time.isNegative() || time.isZero() || keys < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "a run needs time, keys and bytes: " + time + ", " + keys + ", " + bytes);
        }
    }
}
