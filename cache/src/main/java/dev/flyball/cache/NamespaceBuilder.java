package dev.flyball.cache;

import dev.flyball.cache.entry.TimeToLive;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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
    private long l1MaxBytes = Long.MAX_VALUE;
    private @Nullable Duration negativeTtl;
    private Function<V, Tags> tagsOf = value -> Tags.NONE;
    private @Nullable Compression compression;
    private int compressAboveBytes;
    private int maxEntryBytes = 256 << 10;
    private double earlyRefresh = 2;

    NamespaceBuilder(CacheClient client, String namespace, Type type) {
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
     * without a control log: the longest time for which a key that another process has invalidated lives on here if that
     * process is cut off from the log; otherwise it is milliseconds, and 3 s if this process is.
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

    /** How much memory the values of this process take at most, in about; by default as much as their number takes. */
    public NamespaceBuilder<V> l1MaxBytes(long l1MaxBytes) {
        this.l1MaxBytes = requireAtLeast("l1MaxBytes", l1MaxBytes, 1);
        return this;
    }

    /** For how long it is known that a value does not exist, 1 ms to 180 d; by default not at all. */
    public NamespaceBuilder<V> negativeTtl(Duration negativeTtl) {
        this.negativeTtl = negativeTtl;
        return this;
    }

    /** The tags that a value has by itself, such as its brand; must not wait. By default none. */
    public NamespaceBuilder<V> tags(Function<V, Tags> tagsOf) {
        this.tagsOf = tagsOf;
        return this;
    }

    /** Makes values above a size in bytes smaller in Redis; by default none is. To change it makes values misses once. */
    public NamespaceBuilder<V> compress(Compression compression, int aboveBytes) {
        this.compression = compression;
        this.compressAboveBytes = (int) requireAtLeast("aboveBytes", aboveBytes, 0);
        return this;
    }

    /** Values that take more bytes in Redis are not cached at all, 1 B to 512 MiB, by default 256 KiB. */
    public NamespaceBuilder<V> maxEntryBytes(int maxEntryBytes) {
        if (maxEntryBytes < 1 || maxEntryBytes > 512 << 20) {
            throw new IllegalArgumentException("maxEntryBytes must be 1 B to 512 MiB: " + maxEntryBytes);
        }
        this.maxEntryBytes = maxEntryBytes;
        return this;
    }

    /**
     * How early a value that is read often is loaded anew before it expires: 0 never, 1 late, 10 early; by default 2. The
     * longer the load took, the earlier.
     */
    public NamespaceBuilder<V> earlyRefresh(double beta) {
        if (!(beta >= 0 && beta <= 10)) {
            throw new IllegalArgumentException("earlyRefresh must be 0 to 10: " + beta);
        }
        this.earlyRefresh = beta;
        return this;
    }

    /** @throws IllegalStateException if the client has a cache of this namespace already */
    public FlyballCache<V> build() {
        Surroundings surroundings = client.surroundings();
        Steering steering = client.steering();
        Helm helm = new Helm(namespace, steering);
        Counters counters = new Counters(namespace);
        Memory<V> memory = new Memory<>(helm, l1MaxEntries, l1MaxBytes, steering.hold(l1Hold));
        Packing<V> packing = new Packing<>(codec, compression, compressAboveBytes, maxEntryBytes);
        Shared<V> shared = new Shared<>(helm, memory, packing, counters);
        EarlyRefresh early = new EarlyRefresh(earlyRefresh, surroundings.random());
        Tiers<V> tiers = new Tiers<>(helm, memory, shared, client.store(), early, packing, counters, client.events());
        Stamping<V> stamping = stamping(helm, surroundings.random());
        Flights<V> flights = new Flights<>();
        Patience patience = Patience.of(loadTimeout);
        Loading<V> loading =
                new Loading<>(helm, tiers, client.store(), stamping, flights, patience, surroundings, counters);
        Changing<V> changing = new Changing<>(
                helm, tiers, client.store(), stamping, flights, patience, surroundings, client.announcer(), counters);
        HotKeys hotKeys = new HotKeys(surroundings.random());
        Reading<V> reading =
                new Reading<>(helm, tiers, loading, early, surroundings.work(), loadTimeout, counters, hotKeys);
        Asynchronous<V> asynchronous = new Asynchronous<>(helm, reading, tiers, loading, loadTimeout, surroundings);
        Bulk<V> bulk = new Bulk<>(
                helm, tiers, client.store(), loading, reading, stamping, patience, loadTimeout, surroundings, counters);
        client.caches().reserve(namespace);
        client.introduce(namespace, changing);
        FlyballCache<V> cache =
                new FlyballCache<>(namespace, reading, asynchronous, bulk, changing, client, memory, counters);
        client.caches().opened(cache);
        return cache;
    }

    private Stamping<V> stamping(Helm helm, RandomGenerator random) {
        TimeToLive present = new TimeToLive(ttl, staleFor, random);
        TimeToLive absent = negativeTtl == null ? null : new TimeToLive(negativeTtl, Duration.ZERO, random);
        return new Stamping<>(helm, present, absent, tagsOf);
    }

    private static long requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more: " + value);
        }
        return value;
    }

    private static Duration requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be above 0 and at most 1 d: " + duration);
        }
        return duration;
    }
}
