package dev.flyball.optimizer.memory;

import dev.flyball.schemas.MemoryLevel;
import dev.flyball.schemas.RedisMemory;

/**
 * From which share of its memory on a server is near its end, 0 to 1. A level once reached is left only below it by some
 * margin, so that a server at the edge does not go to and fro.
 */
public record Thresholds(double warning, double critical) {
    public static final Thresholds DEFAULT = new Thresholds(0.75, 0.90);

    private static final double MARGIN = 0.05;

    public Thresholds {
        if (!(warning >= 0.2 && warning <= critical && critical <= 1)) {
            throw new IllegalArgumentException(
                    "warning and critical must be 0.2 to 1, in this order: " + warning + " and " + critical);
        }
    }

    /** @param before the level so far */
    public MemoryLevel level(MemoryLevel before, RedisMemory now) {
        double share = now.share();
        if (share >= critical - marginFrom(MemoryLevel.CRITICAL, before)) {
            return MemoryLevel.CRITICAL;
        }
        return share >= warning - marginFrom(MemoryLevel.WARNING, before) ? MemoryLevel.WARNING : MemoryLevel.OK;
    }

    /** How many bytes a server may use when it is relieved: so few that the next relief is not due soon. */
    public long enough(RedisMemory now) {
        return Math.round((warning - 2 * MARGIN) * now.limit());
    }

    private static double marginFrom(MemoryLevel level, MemoryLevel before) {
        return before.compareTo(level) >= 0 ? MARGIN : 0;
    }
}
