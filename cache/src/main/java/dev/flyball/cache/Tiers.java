package dev.flyball.cache;

import dev.flyball.cache.Counters.Event;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.store.Reply;
import dev.flyball.cache.store.Store;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two places where the values of a namespace are kept: the memory of this process, and Redis. */
final class Tiers<V> {
    private final Helm helm;
    private final Memory<V> memory;
    private final Shared<V> shared;
    private final Store store;
    private final EarlyRefresh early;
    private final Packing<V> packing;
    private final Counters counters;
    private final CacheEvents events;

    Tiers(
            Helm helm,
            Memory<V> memory,
            Shared<V> shared,
            Store store,
            EarlyRefresh early,
            Packing<V> packing,
            Counters counters,
            CacheEvents events) {
        this.helm = helm;
        this.memory = memory;
        this.shared = shared;
        this.store = store;
        this.early = early;
        this.packing = packing;
        this.counters = counters;
        this.events = events;
    }

    /** A fresh value in memory that Redis need not be asked about; else null. */
    @Nullable
    Held<V> inMemory(String key, Orders orders) {
        if (!orders.known() || !helm.trustsMemory()) {
            return null;
        }
        Held<V> held = memory.get(key);
        if (held == null) {
            return null;
        }
        return held.isFresh(key, orders, helm, early, helm.nowMs()) ? held : null;
    }

    /** The best that there is: a fresh value, else a usable one, else nothing. */
    Lookup<V> lookup(EntryKey key, Orders orders) {
        if (!orders.known()) {
            return Lookup.nothing(CacheOutcome.BYPASS);
        }
        Held<V> held = stale(key.key(), orders);
        if (held != null && orders.mode() == CacheMode.SERVE_STALE) {
            Freshness freshness = held.freshness(key.key(), orders, helm, helm.nowMs());
            if (freshness == Freshness.EXPIRED) {
                return Lookup.of(held, freshness, CacheOutcome.MISS);
            }
        }
        long moment = memory.moment();
        return judge(key, orders, store.get(key), held, moment);
    }

    /** The same, if Redis has been asked already, after a moment. */
    Lookup<V> lookup(EntryKey key, Orders orders, Reply reply, long moment) {
        return orders.known()
                ? judge(key, orders, reply, stale(key.key(), orders), moment)
                : Lookup.nothing(CacheOutcome.BYPASS);
    }

    /** What a value that has come up meanwhile is worth. */
    Lookup<V> judge(EntryKey key, Orders orders, byte[] bytes, long moment) {
        return shared.judge(key, orders, bytes, moment);
    }

    /** The bytes to be kept in Redis; empty if they are too many, which is made known. */
    Optional<Envelope> pack(EntryKey key, @Nullable V value, Stamp stamp) {
        Optional<Envelope> packed = packing.pack(value, stamp);
        if (packed.isEmpty()) {
            counters.count(Event.TOO_LARGE);
            events.tooLarge(key.namespace(), key.key());
        }
        return packed;
    }

    Memory<V> memory() {
        return memory;
    }

    private @Nullable Held<V> stale(String key, Orders orders) {
        Held<V> held = helm.trustsMemory() ? memory.get(key) : null;
        return held != null && held.freshness(key, orders, helm, helm.nowMs()).isUsable() ? held : null;
    }

    private Lookup<V> judge(EntryKey key, Orders orders, Reply reply, @Nullable Held<V> held, long moment) {
        Lookup<V> found = shared.judge(key, orders, reply, moment);
        return found.freshness().isUsable() || held == null ? found : asLastResort(key, held, orders, found);
    }

    private Lookup<V> asLastResort(EntryKey key, Held<V> held, Orders orders, Lookup<V> found) {
        Freshness freshness = helm.judge(key, held.stamp(), orders);
        return freshness.isUsable()
                ? new Lookup<>(
                        held.value(), held.stamp(), freshness.worse(Freshness.EXPIRED), found.outcome(), found.seen())
                : found;
    }
}
