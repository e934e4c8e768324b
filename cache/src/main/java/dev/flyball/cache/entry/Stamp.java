package dev.flyball.cache.entry;

import dev.flyball.cache.control.Orders;
import java.time.Duration;
import java.util.List;

/**
 * What a value is judged by when it is read.
 *
 * @param basis what was known before the value was loaded
 * @param tags at most {@link #MAX_TAGS}
 * @param createdMs when it was stored, epoch milliseconds
 * @param softTtlMs how long it is fresh, before scaling
 * @param hardTtlMs how long it is usable, before scaling; at least softTtlMs
 * @param costMs how long it took to load, 0 or more
 */
public record Stamp(Basis basis, List<TagStamp> tags, long createdMs, long softTtlMs, long hardTtlMs, int costMs) {
    /** No value lives longer, whoever asks for it. */
    public static final long MAX_TTL_MS = Duration.ofDays(365).toMillis();
    /** More of them would make each read dearer. */
    public static final int MAX_TAGS = 8;
    /** Clocks of apps differ; a value from further ahead would outlive its time. */
    static final long MAX_AHEAD_MS = Duration.ofMinutes(1).toMillis();

    public Stamp {
        if (softTtlMs < 1 || hardTtlMs < softTtlMs || hardTtlMs > MAX_TTL_MS) {
            throw new IllegalArgumentException("times to live must be 1 ms to 365 d, soft not above hard: " + softTtlMs
                    + " and " + hardTtlMs + " ms");
        }
        if (costMs < 0 || tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException(
                    "not " + tags.size() + " tags, at most " + MAX_TAGS + ", and a cost of 0 ms or more: " + costMs);
        }
        tags = List.copyOf(tags);
    }

    /** Of a value without tags that cost nothing. */
    public Stamp(long epoch, long createdMs, long softTtlMs, long hardTtlMs) {
        this(new Basis(epoch, 0, 0, 0), List.of(), createdMs, softTtlMs, hardTtlMs, 0);
    }

    public long epoch() {
        return basis.epoch();
    }

    /** What the value is worth at a moment, as far as its age and the epoch of its namespace tell. */
    public Freshness freshness(Orders orders, long nowMs) {
        long ageMs = nowMs - createdMs;
        if (epoch() < orders.minUsable() || ageMs >= scaledHardTtlMs(orders) || ageMs < -MAX_AHEAD_MS) {
            return Freshness.UNUSABLE;
        }
        if (!orders.acceptsAsFresh(epoch())) {
            return Freshness.SUPERSEDED;
        }
        return ageMs >= scaledSoftTtlMs(orders) ? Freshness.EXPIRED : Freshness.FRESH;
    }

    /** How long it is fresh, in milliseconds, at least 1. */
    public long scaledSoftTtlMs(Orders orders) {
        return scale(softTtlMs, orders);
    }

    /** How long it is worth being kept, in milliseconds, at least 1. */
    public long scaledHardTtlMs(Orders orders) {
        return scale(hardTtlMs, orders);
    }

    private static long scale(long ttlMs, Orders orders) {
        double scale = orders.ttlScale();
        return scale == 1 ? ttlMs : Math.max(1, Math.min(MAX_TTL_MS, Math.round(ttlMs * scale)));
    }
}
