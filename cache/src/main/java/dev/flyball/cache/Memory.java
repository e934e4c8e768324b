package dev.flyball.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The values of a namespace in the memory of this process. */
final class Memory<V> {
    private static final int OVERHEAD_BYTES = 200;

    private final Cache<String, Held<V>> values;
    private final Helm helm;
    private final long holdMs;
    private final long maxEntries;
    private final long maxWeight;
    /** Tells a reader that a value may have been dropped while it was on its way from Redis to here. */
    private final AtomicLong drops = new AtomicLong();

    /** How much of all that it may use it uses at most. */
    private volatile double share = 1;

    private final LongAdder evictions = new LongAdder();
    private final LongAdder evictedBytes = new LongAdder();

    /**
     * @param maxBytes about as much memory as all values take at most; {@link Long#MAX_VALUE} for any
     * @param hold how long a value is served before Redis is asked again
     */
    Memory(Helm helm, long maxEntries, long maxBytes, Duration hold) {
        this.helm = helm;
        this.holdMs = hold.toMillis();
        this.maxEntries = maxEntries;
        // Its chores run on the common pool: on the thread of a reader they would take as long as the rest of a hit.
        Caffeine<String, Held<V>> settings = Caffeine.newBuilder()
                .evictionListener((@Nullable String key, @Nullable Held<V> held, RemovalCause cause) -> evicted(held));
        boolean counted = maxBytes == Long.MAX_VALUE || maxEntries == 0;
        this.maxWeight = counted ? maxEntries : maxBytes;
        this.values = counted ? settings.maximumSize(maxEntries).build() : weighing(settings, maxEntries, maxBytes);
    }

    /** Whether it is there and fresh or not, and whether memory is to be trusted or not. */
    @Nullable
    Held<V> get(String key) {
        return values.getIfPresent(key);
    }

    /** To be taken before a value is read elsewhere that may be held here. */
    long moment() {
        return drops.get();
    }

    /** Keeps a fresh value, unless it has lost its worth meanwhile. */
    void hold(EntryKey key, @Nullable V value, Stamp stamp, Orders orders, int bytes) {
        hold(key, value, stamp, orders, bytes, () -> true);
    }

    /** Keeps a fresh value that was read after a moment. */
    void hold(EntryKey key, @Nullable V value, Stamp stamp, Orders orders, int bytes, long moment) {
        hold(key, value, stamp, orders, bytes, () -> drops.get() == moment);
    }

    private void hold(
            EntryKey key, @Nullable V value, Stamp stamp, Orders orders, int bytes, BooleanSupplier isAllowed) {
        if (maxEntries == 0) {
            return;
        }
        fit();
        long generation = helm.generation();
        long untilMs = helm.nowMs() + holdMs;
        int size = bytes + OVERHEAD_BYTES + 2 * key.key().length();
        Held<V> held = new Held<>(value, stamp, untilMs, size, generation, helm.judge(key.key(), stamp));
        if (helm.judge(key, stamp, orders) != Freshness.FRESH) {
            return;
        }
        // In one step: who changes the key leaves his mark first and then drops what is here. Either the mark is seen,
        // or
        // the drop comes after this, and no reader gets between.
        values.asMap()
                .compute(
                        key.key(),
                        (k, other) -> isAllowed.getAsBoolean() && helm.isUnchanged(key, stamp) ? held : other);
    }

    void drop(String key) {
        drops.incrementAndGet();
        values.invalidate(key);
    }

    void clear() {
        drops.incrementAndGet();
        values.invalidateAll();
    }

    CacheStats.Memory stats() {
        // What is over the bound is dropped soon, and counts as dropped.
        values.cleanUp();
        long weight = values.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
        return new CacheStats.Memory(values.estimatedSize(), weight, evictions.sum(), evictedBytes.sum());
    }

    private void evicted(@Nullable Held<V> held) {
        evictions.increment();
        evictedBytes.add(held == null ? 0 : held.bytes());
    }

    /** Grows or shrinks to what was ordered, here and not on reads: whatever is hot is held anew each few seconds. */
    private void fit() {
        double ordered = helm.memoryShare();
        if (ordered != share) {
            share = ordered;
            long weight = (long) Math.ceil(maxWeight * ordered);
            values.policy().eviction().ifPresent(eviction -> eviction.setMaximum(weight));
        }
    }

    /** A light value weighs as if all were equal, which keeps the number of entries to its bound as well. */
    private static <V> Cache<String, Held<V>> weighing(
            Caffeine<String, Held<V>> settings, long maxEntries, long maxBytes) {
        int least = (int) Math.min(Integer.MAX_VALUE, Math.max(1, maxBytes / maxEntries));
        return settings.maximumWeight(maxBytes)
                .weigher((String key, Held<V> held) -> Math.max(least, held.bytes()))
                .build();
    }
}
