package dev.flyball.cache;

import dev.flyball.cache.entry.TimeToLive;
import java.time.Duration;

/** How the values of a namespace are kept. */
public final class NamespaceBuilder<V> {
    private final CacheClient client;
    private final String namespace;
    private ValueCodec<V> codec;
    private Duration ttl = Duration.ofMinutes(5);
    private Duration staleFor = Duration.ofMinutes(5);
    private Duration loadTimeout = Duration.ofSeconds(2);
    private Duration l1Hold = Duration.ofSeconds(5);
    private long l1MaxEntries = 10_000;

    NamespaceBuilder(CacheClient client, String namespace, Class<V> type) {
        this.client = client;
        this.namespace = namespace;
        this.codec = new JsonCodec<>(type);
    }

    /** How long a value is fresh, 1 ms to 180 d, by default 5 min; it varies by 10 % to either side. */
    public NamespaceBuilder<V> ttl(Duration ttl) {
        this.ttl = ttl;
        return this;
    }

    /** How long after that a value may be served when there is no fresh one, 0 to 180 d, by default 5 min. */
    public NamespaceBuilder<V> staleFor(Duration staleFor) {
        this.staleFor = staleFor;
        return this;
    }

    /** How long a caller waits for the loader, by default 2 s; the load itself goes on. */
    public NamespaceBuilder<V> loadTimeout(Duration loadTimeout) {
        this.loadTimeout = requirePositive("loadTimeout", loadTimeout);
        return this;
    }

    /** How many values this process holds in memory at most, 0 or more, by default 10000. */
    public NamespaceBuilder<V> l1MaxEntries(long l1MaxEntries) {
        if (l1MaxEntries < 0) {
            throw new IllegalArgumentException("l1MaxEntries must be 0 or more: " + l1MaxEntries);
        }
        this.l1MaxEntries = l1MaxEntries;
        return this;
    }

    /**
     * How long this process may serve a value from memory before it asks Redis again, by default 5 s, and at most 1 s
     * without a control log: the longest time for which a key that another process has invalidated lives on here.
     */
    public NamespaceBuilder<V> l1Hold(Duration l1Hold) {
        this.l1Hold = requirePositive("l1Hold", l1Hold);
        return this;
    }

    /** How values become bytes in Redis, by default JSON. */
    public NamespaceBuilder<V> codec(ValueCodec<V> codec) {
        this.codec = codec;
        return this;
    }

    /** @throws IllegalStateException if the client has a cache of this namespace already */
    public FlyballCache<V> build() {
        Counters counters = new Counters();
        TimeToLive timeToLive = new TimeToLive(ttl, staleFor, client.random());
        Tiers<V> tiers =
                new Tiers<>(namespace, l1MaxEntries, l1Hold, client.redis(), codec, client.steering(), counters);
        client.register(namespace);
        return new FlyballCache<>(namespace, tiers, timeToLive, loadTimeout, client, counters);
    }

    private static Duration requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be above 0 and at most 1 d: " + duration);
        }
        return duration;
    }
}
