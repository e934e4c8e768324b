package dev.flyball.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.flyball.cache.Counters.Event;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.redis.RedisStore;
import dev.flyball.cache.redis.Reply;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The two places where the values of a namespace are kept: the memory of this process, and Redis. */
final class Tiers<V> {
    /** Larger ones block the one thread of Redis for everybody. */
    static final int MAX_BODY_BYTES = 1 << 20;

    private final String namespace;
    private final Cache<String, Held<V>> memory;
    private final RedisStore redis;
    private final ValueCodec<V> codec;
    private final Steering steering;
    private final Duration hold;
    private final Counters counters;
    /** Tells a reader that a value may have been forgotten while it was on its way from Redis into memory. */
    private final AtomicLong forgotten = new AtomicLong();

    Tiers(
            String namespace,
            long maxEntries,
            Duration hold,
            RedisStore redis,
            ValueCodec<V> codec,
            Steering steering,
            Counters counters) {
        this.namespace = namespace;
        this.memory = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .executor(Runnable::run)
                .build();
        this.redis = redis;
        this.codec = codec;
        this.steering = steering;
        this.hold = steering.hold(hold);
        this.counters = counters;
    }

    /** The best that there is: a fresh value, else a usable one, else nothing. */
    Lookup<V> lookup(String key, Orders orders) {
        if (!orders.known()) {
            return Lookup.nothing(CacheOutcome.BYPASS);
        }
        Held<V> held = steering.trustsMemory() ? memory.getIfPresent(key) : null;
        if (held != null && suffices(held, orders)) {
            Freshness freshness = held.stamp().freshness(orders, steering.nowMs());
            CacheOutcome outcome = freshness == Freshness.FRESH ? CacheOutcome.L1 : CacheOutcome.MISS;
            return Lookup.of(held.value(), held.stamp(), freshness, outcome);
        }
        Lookup<V> found = fromRedis(key, orders);
        return found.freshness().isUsable() || held == null ? found : asLastResort(held, orders, found.outcome());
    }

    /**
     * Keeps a value in both tiers.
     *
     * @param wanted asked after each step; if it says no, the step is undone
     */
    void keep(String key, V value, Stamp stamp, Orders orders, BooleanSupplier wanted) {
        byte[] name = EntryKey.of(namespace, key);
        byte[] body = codec.encode(value);
        if (body.length > MAX_BODY_BYTES) {
            counters.count(Event.TOO_LARGE);
            redis.delete(name);
        } else {
            redis.set(name, new Envelope(stamp, body).toBytes(), stamp.scaledHardTtlMs(orders));
        }
        if (!wanted.getAsBoolean()) {
            counters.count(Event.SUPERSEDED);
            redis.delete(name);
            return;
        }
        hold(key, value, stamp, wanted);
    }

    /** Forgets a key in both tiers; whether Redis has done so. */
    boolean forget(String key) {
        // Redis first: otherwise a reader could bring the old value back into memory.
        boolean reached = redis.delete(EntryKey.of(namespace, key));
        forgotten.incrementAndGet();
        memory.invalidate(key);
        return reached;
    }

    private boolean suffices(Held<V> held, Orders orders) {
        Freshness freshness = held.stamp().freshness(orders, steering.nowMs());
        return freshness == Freshness.FRESH
                ? !held.isDue(steering.nowMs())
                : freshness == Freshness.EXPIRED && orders.mode() == CacheMode.SERVE_STALE;
    }

    private Lookup<V> fromRedis(String key, Orders orders) {
        long forgottenBefore = forgotten.get();
        Reply reply = redis.get(EntryKey.of(namespace, key));
        if (!reply.reached()) {
            return Lookup.nothing(CacheOutcome.BYPASS);
        }
        Envelope envelope = reply.value().flatMap(this::open).orElse(null);
        if (envelope == null) {
            return Lookup.nothing(CacheOutcome.MISS);
        }
        Stamp stamp = envelope.stamp();
        Freshness freshness = stamp.freshness(orders, steering.nowMs());
        V value = freshness.isUsable() ? decode(envelope) : null;
        if (value == null) {
            return Lookup.nothing(CacheOutcome.MISS);
        }
        if (freshness == Freshness.FRESH) {
            hold(key, value, stamp, () -> forgotten.get() == forgottenBefore);
            return Lookup.of(value, stamp, freshness, CacheOutcome.L2);
        }
        return Lookup.of(value, stamp, freshness, CacheOutcome.MISS);
    }

    private Lookup<V> asLastResort(Held<V> held, Orders orders, CacheOutcome outcome) {
        Freshness freshness = held.stamp().freshness(orders, steering.nowMs());
        if (!freshness.isUsable()) {
            return Lookup.nothing(outcome);
        }
        Freshness atMost = freshness == Freshness.FRESH ? Freshness.EXPIRED : freshness;
        return Lookup.of(held.value(), held.stamp(), atMost, outcome);
    }

    private Optional<Envelope> open(byte[] bytes) {
        Optional<Envelope> envelope = Envelope.of(bytes);
        if (envelope.isEmpty()) {
            counters.count(Event.UNDECODABLE);
        }
        return envelope;
    }

    private @Nullable V decode(Envelope envelope) {
        try {
            return codec.decode(envelope.body());
        } catch (IllegalArgumentException e) {
            counters.count(Event.UNDECODABLE);
            return null;
        }
    }

    private void hold(String key, V value, Stamp stamp, BooleanSupplier wanted) {
        Held<V> held = new Held<>(value, stamp, steering.nowMs() + hold.toMillis());
        memory.put(key, held);
        if (!wanted.getAsBoolean()) {
            memory.asMap().computeIfPresent(key, (k, other) -> other == held ? null : other);
        }
    }
}
