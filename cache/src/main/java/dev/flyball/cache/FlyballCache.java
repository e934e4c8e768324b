package dev.flyball.cache;

import dev.flyball.cache.control.Invalidation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One namespace of the cache: values of one type by key, in the memory of this process and in Redis. Any thread may use
 * it. Values are shared between callers and must not be changed.
 *
 * <p>A value that was loaded or read before an invalidation is never served after this process has heard of it. Others
 * hear of it within milliseconds; a process that is cut off from Kafka serves nothing from memory that is older than
 * 3 s, and if the one that invalidates is cut off, others may serve a key from memory for the time given by
 * {@link NamespaceBuilder#l1Hold}.
 */
public final class FlyballCache<V> {
    private final String namespace;
    private final Reading<V> reading;
    private final Asynchronous<V> asynchronous;
    private final Bulk<V> bulk;
    private final Changing<V> changing;
    private final CacheClient client;
    private final Memory<V> memory;
    private final Counters counters;

    FlyballCache(
            String namespace,
            Reading<V> reading,
            Asynchronous<V> asynchronous,
            Bulk<V> bulk,
            Changing<V> changing,
            CacheClient client,
            Memory<V> memory,
            Counters counters) {
        this.namespace = namespace;
        this.reading = reading;
        this.asynchronous = asynchronous;
        this.bulk = bulk;
        this.changing = changing;
        this.client = client;
        this.memory = memory;
        this.counters = counters;
    }

    /**
     * The value of a key, from the cache or else from the loader, which runs once for all who want the key at the same
     * time, on a thread of the cache; in all processes, as long as Redis answers and the loader takes less than half of
     * the load time-out.
     *
     * @throws CacheLoadException if the loader throws a checked exception, or does not end within the load time-out, and
     *     there is no older value to serve; unchecked exceptions of the loader arrive as they are
     * @throws NoSuchElementException if the loader says that there is none; use {@link #find} where that may be
     */
    public V get(String key, Loader<V> loader) {
        return get(key, Tags.NONE, loader);
    }

    /** The same; if it is loaded, the value carries these tags besides its own. */
    public V get(String key, Tags tags, Loader<V> loader) {
        V value = reading.read(key, tags, loader);
        if (value == null) {
            throw missing();
        }
        return value;
    }

    /** Like {@link #get}, for what may not exist: that it does not is cached for the negative time to live. */
    public Optional<V> find(String key, Loader<V> loader) {
        return find(key, Tags.NONE, loader);
    }

    /** The same; what is loaded carries these tags besides its own. */
    public Optional<V> find(String key, Tags tags, Loader<V> loader) {
        return Optional.ofNullable(reading.read(key, tags, loader));
    }

    /** The value of a key, if it is in the cache. */
    public Optional<V> get(String key) {
        return peek(key).flatMap(CachedValue::value);
    }

    /** What the cache knows of a key: a value, or that there is none, or nothing. */
    public Optional<CachedValue<V>> peek(String key) {
        return reading.peek(key);
    }

    /** The same, without keeping a thread waiting other than those of the cache; at once if it is in memory. */
    public CompletableFuture<Optional<CachedValue<V>>> peekAsync(String key) {
        return asynchronous.peek(key);
    }

    /**
     * The value of a key, like {@link #get(String, Loader)}, without keeping a thread waiting for Redis or the loader
     * other than those of the cache. It fails as get does, by the load time-out too, and when too much is running and
     * waiting.
     */
    public CompletableFuture<V> getAsync(String key, Loader<V> loader) {
        return asynchronous.get(key, loader).thenApply(value -> value.orElseThrow(this::missing));
    }

    /** Like {@link #find(String, Loader)}, in the same way. */
    public CompletableFuture<Optional<V>> findAsync(String key, Loader<V> loader) {
        return asynchronous.get(key, loader);
    }

    /**
     * The values of many keys, with one journey to Redis for those that are not in memory, and one call of the loader, on
     * this thread, for all that are missing and that nobody in this process is loading; keys without a value are missing
     * from the answer. Others who want one of the keys meanwhile wait for this load.
     *
     * @throws CacheLoadException if the loader throws a checked exception, and not all have an older value to serve
     */
    public Map<String, V> getAll(Collection<String> keys, BulkLoader<V> loader) {
        return bulk.getAll(keys, loader);
    }

    /** Replaces many values with one journey to Redis. */
    public void putAll(Map<String, V> values) {
        changing.putAll(values, Tags.NONE);
    }

    /** Replaces the value of a key. Without Redis just this process gets to know it, and the others that it changed. */
    public void put(String key, V value) {
        put(key, value, Tags.NONE);
    }

    /** The same; the value carries these tags besides its own. */
    public void put(String key, V value, Tags tags) {
        changing.put(key, value, tags);
    }

    /** Keeps that there is no value, for the negative time to live; without one the key is forgotten. */
    public void putAbsent(String key) {
        changing.put(key, null, Tags.NONE);
    }

    /**
     * Forgets the value of a key, and what is being loaded for it right now. To be called after the change is committed
     * where the loader reads.
     *
     * @throws CacheAwayException if Redis does not answer, so that the old value may be served again
     */
    public void invalidate(String key) {
        if (!changing.invalidate(key)) {
            throw new CacheAwayException("Redis has not forgotten a key of " + namespace
                    + ", since it does not answer: repeat it, or invalidate the namespace");
        }
    }

    /** Forgets all keys that match, like {@link CacheClient#invalidatePattern}: {@code test_*}. */
    public CompletableFuture<Void> invalidatePattern(String keys, String reason) {
        return client.invalidateKeys(namespace, keys, Invalidation.HARD, reason);
    }

    /** Makes every value unusable, like {@link CacheClient#invalidateNamespace(String, String)}. */
    public CompletableFuture<Void> invalidateAll(String reason) {
        return client.invalidateNamespace(namespace, reason);
    }

    /** Makes every value that carries a tag unusable, like {@link CacheClient#invalidateTag}. */
    public CompletableFuture<Void> invalidateTag(String tag, String reason) {
        return client.invalidateTag(namespace, tag, reason);
    }

    public String namespace() {
        return namespace;
    }

    /** The keys that are read most, the first one most of all; from a sample. */
    public List<HotKey> hotKeys(int most) {
        return reading.hotKeys(most);
    }

    /** What happened so far. */
    public CacheStats stats() {
        ClientStats all = client.stats();
        return counters.stats(memory.stats(), all.redisFailures(), all.malformedControls());
    }

    private NoSuchElementException missing() {
        return new NoSuchElementException(
                "the loader of " + namespace + " returned null: where there may be no value, ask with find");
    }
}
