package dev.flyball.cache.entry;

import dev.flyball.cache.control.Orders;
import java.time.Duration;

/**
 * What a value is judged by when it is read.
 *
 * @param epoch of its namespace, as it was known before the value was loaded
 * @param createdMs when it was stored, epoch milliseconds
 * @param softTtlMs how long it is fresh, before scaling
 * @param hardTtlMs how long it is usable, before scaling; at least softTtlMs
 */
public record Stamp(long epoch, long createdMs, long softTtlMs, long hardTtlMs) {
    /** No value lives longer, whoever asks for it. */
    public static final long MAX_TTL_MS = Duration.ofDays(365).toMillis();
    /** Clocks of apps differ; a value from further ahead would outlive its time. */
    static final long MAX_AHEAD_MS = Duration.ofMinutes(1).toMillis();

    public Stamp {
        if (softTtlMs < 1 || hardTtlMs < softTtlMs || hardTtlMs > MAX_TTL_MS) {
            throw new IllegalArgumentException("times to live must be 1 ms to 365 d, soft not above hard: " + softTtlMs
                    + " and " + hardTtlMs + " ms");
        }
    }

    /** What the value is worth at a moment. */
    public Freshness freshness(Orders orders, long nowMs) {
        long ageMs = nowMs - createdMs;
        if (epoch < orders.minUsable() || ageMs >= scaledHardTtlMs(orders) || ageMs < -MAX_AHEAD_MS) {
            return Freshness.UNUSABLE;
        }
        if (!orders.acceptsAsFresh(epoch)) {
            return Freshness.SUPERSEDED;
        }
        return ageMs >= scale(softTtlMs, orders) ? Freshness.EXPIRED : Freshness.FRESH;
    }

    /** How long it is worth being kept, in milliseconds, at least 1. */
    public long scaledHardTtlMs(Orders orders) {
        return scale(hardTtlMs, orders);
    }

    private static long scale(long ttlMs, Orders orders) {
        return Math.max(1, Math.min(MAX_TTL_MS, Math.round(ttlMs * orders.ttlScale())));
    }
}
