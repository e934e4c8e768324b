package dev.flyball.cache;

import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.schemas.CacheOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What the two tiers have of a key.
 *
 * @param value null if there is none, or it is known that there is none
 * @param stamp of the value; null if there is nothing usable
 * @param freshness UNUSABLE if there is nothing
 * @param outcome the tier, of a fresh value; else MISS, or BYPASS if Redis was out of reach
 * @param seen identity of what is in Redis, however bad; empty if nothing is
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Lookup<V>(@Nullable V value, @Nullable Stamp stamp, Freshness freshness, CacheOutcome outcome, byte[] seen) {
    private static final byte[] NOTHING_SEEN = {};

    /** Nothing; with the outcome that a read then has. */
    static <V> Lookup<V> nothing(CacheOutcome outcome) {
        return new Lookup<>(null, null, Freshness.UNUSABLE, outcome, NOTHING_SEEN);
    }

    /** Nothing, since what is in Redis is of no use. */
    static <V> Lookup<V> useless(byte[] seen) {
        return new Lookup<>(null, null, Freshness.UNUSABLE, CacheOutcome.MISS, seen);
    }

    static <V> Lookup<V> of(Held<V> held, Freshness freshness, CacheOutcome outcome) {
        return new Lookup<>(held.value(), held.stamp(), freshness, outcome, Envelope.identity(held.stamp()));
    }

    boolean isFresh() {
        return freshness == Freshness.FRESH;
    }
}
