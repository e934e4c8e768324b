package dev.flyball.optimizer.memory;

import java.time.Duration;

/**
 * How often, and how much.
 *
 * @param cooldown how long a server is left alone after a run, unless it gets more urgent; doubled each time one did not
 *     help
 * @param longestCooldown no cooldown is longer
 * @param heldOutPermille so many of 1000 runs at the level WARNING are left out on purpose, to know what happens by itself
 */
public record Caution(Duration cooldown, Duration longestCooldown, int heldOutPermille, RunBudget budget) {
    public static final Caution DEFAULT =
            new Caution(Duration.ofMinutes(5), Duration.ofHours(1), 100, RunBudget.DEFAULT);

    private static final int MAX_DOUBLINGS = 20;

    public Caution {
        if (cooldown.isNegative() || longestCooldown.compareTo(cooldown) < 0) {
            throw new IllegalArgumentException("cooldown must be 0 or more, and not longer than the longest: "
                    + cooldown + ", " + longestCooldown);
        }
        if (heldOutPermille < 0 || heldOutPermille > 500) {
            throw new IllegalArgumentException("heldOutPermille must be 0 to 500: " + heldOutPermille);
        }
    }

    /** @param failures runs in a row that did not help */
    Duration rest(int failures) {
        long doubled = cooldown.toMillis() << Math.min(failures, MAX_DOUBLINGS);
        return Duration.ofMillis(Math.min(doubled, longestCooldown.toMillis()));
    }
}
