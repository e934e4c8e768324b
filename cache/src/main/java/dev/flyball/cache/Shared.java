package dev.flyball.cache;

import dev.flyball.cache.Counters.Event;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Envelope.Form;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.store.Reply;
import dev.flyball.schemas.CacheOutcome;
import org.jspecify.annotations.Nullable;

/** The values of a namespace as they are in Redis: packed with their stamps, and judged when they are unpacked. */
final class Shared<V> {
    private final Helm helm;
    private final Memory<V> memory;
    private final Packing<V> packing;
    private final Counters counters;

    Shared(Helm helm, Memory<V> memory, Packing<V> packing, Counters counters) {
        this.helm = helm;
        this.memory = memory;
        this.packing = packing;
        this.counters = counters;
    }

    /** What a reply to a question asked after a moment is worth; a fresh value is held in memory from now on. */
    Lookup<V> judge(EntryKey key, Orders orders, Reply reply, long moment) {
        if (!reply.reached()) {
            return Lookup.nothing(CacheOutcome.BYPASS);
        }
        byte[] bytes = reply.value().orElse(null);
        return bytes == null ? Lookup.nothing(CacheOutcome.MISS) : judge(key, orders, bytes, moment);
    }

    Lookup<V> judge(EntryKey key, Orders orders, byte[] bytes, long moment) {
        byte[] seen = Envelope.identity(bytes);
        Envelope envelope = Envelope.of(bytes).orElse(null);
        if (envelope == null) {
            counters.count(Event.UNDECODABLE);
            return Lookup.useless(seen);
        }
        Stamp stamp = envelope.stamp();
        Freshness freshness = helm.judge(key, stamp, orders);
        if (!freshness.isUsable()) {
            return Lookup.useless(seen);
        }
        V value = null;
        if (envelope.form() != Form.ABSENT) {
            value = unpack(envelope);
            if (value == null) {
                return Lookup.useless(seen);
            }
        }
        if (freshness == Freshness.FRESH) {
            memory.hold(key, value, stamp, orders, envelope.body().length, moment);
            return new Lookup<>(value, stamp, freshness, CacheOutcome.L2, seen);
        }
        return new Lookup<>(value, stamp, freshness, CacheOutcome.MISS, seen);
    }

    private @Nullable V unpack(Envelope envelope) {
        try {
            return packing.unpack(envelope);
        } catch (RuntimeException e) {
            // Whatever a codec makes of bytes that it did not write: the app has a loader.
            counters.count(Event.UNDECODABLE);
            return null;
        }
    }
}
