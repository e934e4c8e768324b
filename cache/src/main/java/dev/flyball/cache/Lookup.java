package dev.flyball.cache;

import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.schemas.CacheOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the two tiers have of a key. */
final class Lookup<V> {
    private final @Nullable V value;
    private final @Nullable Stamp stamp;
    private final Freshness freshness;
    private final CacheOutcome outcome;

    private Lookup(@Nullable V value, @Nullable Stamp stamp, Freshness freshness, CacheOutcome outcome) {
        this.value = value;
        this.stamp = stamp;
        this.freshness = freshness;
        this.outcome = outcome;
    }

    /** Nothing; with the outcome that a read then has. */
    static <V> Lookup<V> nothing(CacheOutcome outcome) {
        return new Lookup<>(null, null, Freshness.UNUSABLE, outcome);
    }

    /** A fresh value from a tier, or a stale one with the outcome that a read has if it does not get a fresh one. */
    static <V> Lookup<V> of(V value, Stamp stamp, Freshness freshness, CacheOutcome outcome) {
        return new Lookup<>(value, stamp, freshness, outcome);
    }

    Freshness freshness() {
        return freshness;
    }

    /** The tier, of a fresh value; else MISS, or BYPASS if Redis was out of reach. */
    CacheOutcome outcome() {
        return outcome;
    }

    Optional<V> fresh() {
        return freshness == Freshness.FRESH ? Optional.ofNullable(value) : Optional.empty();
    }

    /** The value if it may still be served, fresh or not, by the orders of now. */
    Optional<V> usable(Orders orders, long nowMs) {
        boolean usable = stamp != null && stamp.freshness(orders, nowMs).isUsable();
        return usable ? Optional.ofNullable(value) : Optional.empty();
    }
}
