package dev.flyball.cache;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.Invalidation;
import dev.flyball.cache.control.KeyChanges;
import dev.flyball.cache.control.LogProof;
import dev.flyball.cache.control.Positions;
import dev.flyball.cache.log.ControlReader;
import dev.flyball.cache.log.ControlWriter;
import dev.flyball.cache.log.LogIntake;
import dev.flyball.cache.log.LogWriter;
import dev.flyball.cache.redis.RedisStore;
import dev.flyball.cache.store.Store;
import dev.flyball.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The caches of one app: a connection to Redis and the control log, shared by any number of namespaces. */
public final class CacheClient implements AutoCloseable {
    private static final Duration PROOF_VALID = Duration.ofSeconds(3);
    private static final String NAMESPACE_PATTERN = "[a-zA-Z0-9._-]{1,64}";

    private final Store store;
    private final Steering steering;
    private final Surroundings surroundings;
    private final CacheEvents events;
    private final @Nullable Log log;
    private final @Nullable TickingClock ticking;
    private final Caches caches = new Caches();

    private CacheClient(Builder builder) {
        store = new RedisStore(
                Objects.requireNonNull(builder.redis, "the address of Redis is missing: call redis(URI)"),
                builder.redisTimeout,
                System::nanoTime);
        surroundings = new Surroundings(
                new LoadPool(builder.maxLoads), builder.random, Surroundings.uniqueTokens(), System::nanoTime);
        events = builder.events;
        ControlTable table = new ControlTable();
        KeyChanges changes = new KeyChanges(System::nanoTime);
        Positions positions = new Positions();
        InstantSource clock = Objects.requireNonNullElseGet(builder.clock, InstantSource::system);
        ticking = builder.clock == null ? new TickingClock(clock) : null;
        InstantSource ages = Objects.requireNonNullElse(ticking, clock);
        if (builder.kafka == null) {
            log = null;
            steering = new Steering(table, changes, positions, null, ages);
        } else {
            LogProof proof = new LogProof(PROOF_VALID, System::nanoTime);
            steering = new Steering(table, changes, positions, proof, ages);
            ControlWriter writer = new ControlWriter(builder.kafka, builder.topics);
            ControlLine line = new ControlLine(table, changes, positions, writer, events, clock);
            LogIntake intake = new LogIntake(table, changes, positions, line);
            ControlReader reader = new ControlReader(builder.kafka, builder.topics, intake, proof, System::nanoTime);
            log = new Log(line, intake, new Invalidations(table, line, clock), reader::close, writer);
            reader.start();
        }
    }

    CacheClient(Store store, Steering steering, Surroundings surroundings, @Nullable Log log) {
        this.store = store;
        this.steering = steering;
        this.surroundings = surroundings;
        this.events = CacheEvents.NONE;
        this.log = log;
        this.ticking = null;
    }

    /** All that a client with a control log has for it. */
    record Log(
            ControlLine line, LogIntake intake, Invalidations invalidations, Runnable endOfReading, LogWriter writer) {}

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Begins a namespace.
     *
     * @param namespace 1 to 64 letters, digits, dots, dashes and underscores
     */
    public <V> NamespaceBuilder<V> namespace(String namespace, Class<V> type) {
        return new NamespaceBuilder<>(this, requireNamespace(namespace), type);
    }

    /** The same, for values such as lists: {@code new TypeReference<List<Product>>() {}}. */
    public <V> NamespaceBuilder<V> namespace(String namespace, TypeReference<V> type) {
        return new NamespaceBuilder<>(this, requireNamespace(namespace), type.getType());
    }

    /** @throws IllegalArgumentException if the name is not 1 to 64 letters, digits, dots, dashes and underscores */
    public static String requireNamespace(String namespace) {
        if (!namespace.matches(NAMESPACE_PATTERN)) {
            throw new IllegalArgumentException("a namespace must match " + NAMESPACE_PATTERN + ": " + namespace);
        }
        return namespace;
    }

    /** Whether values of a namespace can be kept: it has a record on the control log, or there is no log. */
    public boolean knows(String namespace) {
        return steering.orders(steering.region(namespace), "", steering.nowMs()).known();
    }

    /**
     * Makes every value of a namespace, in every process and in Redis, unusable, with one record on the control log.
     *
     * @return completes when the record is on the log, and this process obeys it; fails when Kafka is away
     */
    public CompletableFuture<Void> invalidateNamespace(String namespace, String reason) {
        return invalidateNamespace(namespace, Invalidation.HARD, reason);
    }

    /** The same; if soft, an old value may be served while one caller loads anew. */
    public CompletableFuture<Void> invalidateNamespace(String namespace, Invalidation strength, String reason) {
        return order(orders -> orders.namespace(namespace, strength, reason));
    }

    /** Makes every value of a namespace that carries a tag unusable, like {@link #invalidateNamespace}. */
    public CompletableFuture<Void> invalidateTag(String namespace, String tag, String reason) {
        return invalidateTag(namespace, tag, Invalidation.HARD, reason);
    }

    /** The same; if soft, an old value may be served while one caller loads anew. */
    public CompletableFuture<Void> invalidateTag(String namespace, String tag, Invalidation strength, String reason) {
        return order(orders -> orders.tag(namespace, tag, strength, reason));
    }

    /**
     * Makes every value of a namespace whose key matches a pattern unusable, with one record and no scan.
     *
     * @param pattern {@code namespace:keys}, where a star in the keys stands for any characters: {@code orders:*} is the
     *     whole namespace, {@code orders:eu-*} those keys that begin with {@code eu-}
     * @return fails, too, when 64 patterns are live in the namespace; to invalidate the namespace ends them all
     */
    public CompletableFuture<Void> invalidatePattern(String pattern, String reason) {
        int colon = pattern.indexOf(':');
        if (colon < 1 || colon == pattern.length() - 1) {
            throw new IllegalArgumentException("a pattern must be namespace:keys, such as orders:eu-*: " + pattern);
        }
        return invalidateKeys(pattern.substring(0, colon), pattern.substring(colon + 1), Invalidation.HARD, reason);
    }

    /** The same, with the pattern of the keys alone; if soft, an old value may be served while one caller loads anew. */
    public CompletableFuture<Void> invalidateKeys(String namespace, String keys, Invalidation strength, String reason) {
        return order(orders -> orders.keys(namespace, keys, strength, reason));
    }

    /** How far the control log is known; always LIVE without one. */
    public ControlState state() {
        return steering.state();
    }

    /** How it stands with Redis and the control log. */
    public ClientStats stats() {
        return new ClientStats(
                state(),
                steering.lag(),
                store.isHeldBack(),
                store.failures(),
                log == null ? 0 : log.intake.malformed());
    }

    /** Calls for each cache of this client, at once for those that there are, and for later ones when they begin. */
    public void forEachCache(Consumer<FlyballCache<?>> watcher) {
        caches.forEach(watcher);
    }

    /** Ends its threads and connections; loads that are running are interrupted. */
    @Override
    public void close() {
        if (log != null) {
            log.endOfReading.run();
            log.writer.close();
        }
        surroundings.close();
        store.close();
        if (ticking != null) {
            ticking.close();
        }
    }

    /** A namespace that begins while the log is live need not wait for the next proof. */
    void introduce(String namespace, Changing<?> cache) {
        if (log != null) {
            log.line.register(namespace, cache);
            if (state() == ControlState.LIVE) {
                log.line.atEnd();
            }
        }
    }

    Caches caches() {
        return caches;
    }

    Store store() {
        return store;
    }

    Steering steering() {
        return steering;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    CacheEvents events() {
        return events;
    }

    Announcer announcer() {
        return log == null ? Announcer.NOBODY : log.line;
    }

    private CompletableFuture<Void> order(Function<Invalidations, CompletableFuture<Void>> order) {
        return log == null
                ? CompletableFuture.failedFuture(
                        new IllegalStateException("to invalidate more than a key needs a control log: call kafka(...)"))
                : order.apply(log.invalidations);
    }

    /** Where Redis and Kafka are. */
    public static final class Builder {
        private @Nullable URI redis;
        private Duration redisTimeout = Duration.ofMillis(250);
        private @Nullable Map<String, Object> kafka;
        private Topics topics = Topics.DEFAULT;
        private int maxLoads = 64;
        private @Nullable InstantSource clock;
        private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        private CacheEvents events = CacheEvents.NONE;

        private Builder() {}

        /**
         * {@code redis://host:port/database}, {@code redis+sentinel://host:port,host:port/master} or
         * {@code redis+cluster://host:port,host:port}, with {@code user:password@} where needed; a scheme that begins
         * with rediss asks for TLS.
         */
        public Builder redis(URI redis) {
            this.redis = redis;
            return this;
        }

        /** The longest wait for a connection to Redis, and for an answer, 1 ms to 10 s, by default 250 ms. */
        public Builder redisTimeout(Duration redisTimeout) {
            if (redisTimeout.toMillis() < 1 || redisTimeout.toMillis() > 10_000) {
                throw new IllegalArgumentException("redisTimeout must be 1 ms to 10 s: " + redisTimeout);
            }
            this.redisTimeout = redisTimeout;
            return this;
        }

        /**
         * Where the control log is; without it namespaces cannot be invalidated or steered, and values are held in
         * memory for 1 s at most.
         *
         * @param kafka settings of Kafka clients, such as {@code bootstrap.servers}
         */
        public Builder kafka(Map<String, Object> kafka, Topics topics) {
            this.kafka = Map.copyOf(kafka);
            this.topics = topics;
            return this;
        }

        /** How many loaders run at the same time, 1 to 1000, by default 64; 16 times as many wait for their turn. */
        public Builder maxLoads(int maxLoads) {
            if (maxLoads < 1 || maxLoads > 1000) {
                throw new IllegalArgumentException("maxLoads must be 1 to 1000: " + maxLoads);
            }
            this.maxLoads = maxLoads;
            return this;
        }

        /** Who hears of what should not go unnoticed, by default nobody. */
        public Builder events(CacheEvents events) {
            this.events = events;
            return this;
        }

        /** The clock by which values age, by default that of the system, some milliseconds late. */
        Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** Spreads times to live, and draws early refreshes; safe for use by several threads. */
        Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /** Neither Redis nor Kafka has to be there yet: the client goes without them until they are. */
        public CacheClient build() {
            return new CacheClient(this);
        }
    }
}
