package dev.flyball.optimizer.memory;

import java.time.Duration;

/** What one run may take at most; the rest is left to the next one. */
public record Budget(Duration time, long keys, long bytes) {
    public static final Budget DEFAULT = new Budget(Duration.ofMinutes(2), 5_000_000, 64L << 30);

    public Budget {
        if (time.isNegative() || time.isZero() || keys < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "a run needs time, keys and bytes: " + time + ", " + keys + ", " + bytes);
        }
    }
}
