package dev.flyball.cache;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.LogProof;
import dev.flyball.cache.redis.RedisStore;
import dev.flyball.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The caches of one app: a connection to Redis and the control log, shared by any number of namespaces. */
public final class CacheClient implements AutoCloseable {
    private static final Duration PROOF_VALID = Duration.ofSeconds(3);
    private static final String NAMESPACE_PATTERN = "[a-zA-Z0-9._-]{1,64}";

    private final RedisStore redis;
    private final Steering steering;
    private final @Nullable ControlLine line;
    private final ThreadPoolExecutor loads;
    private final RandomGenerator random;
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

    private CacheClient(Builder builder) {
        redis = new RedisStore(
                Objects.requireNonNull(builder.redis, "the address of Redis is missing: call redis(URI)"),
                builder.redisTimeout,
                System::nanoTime);
        random = builder.random;
        loads = loads(builder.maxLoads);
        ControlTable table = new ControlTable();
        if (builder.kafka == null) {
            line = null;
            steering = new Steering(table, null, builder.clock);
        } else {
            LogProof proof = new LogProof(PROOF_VALID, System::nanoTime);
            steering = new Steering(table, proof, builder.clock);
            line = new ControlLine(builder.kafka, builder.topics, table, proof, builder.clock, namespaces);
            line.open();
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Begins a namespace.
     *
     * @param namespace 1 to 64 letters, digits, dots, dashes and underscores
     */
    public <V> NamespaceBuilder<V> namespace(String namespace, Class<V> type) {
        if (!namespace.matches(NAMESPACE_PATTERN)) {
            throw new IllegalArgumentException("a namespace must match " + NAMESPACE_PATTERN + ": " + namespace);
        }
        return new NamespaceBuilder<>(this, namespace, type);
    }

    /**
     * Makes every value of a namespace, in every process and in Redis, unusable, with one record on the control log.
     *
     * @return completes when the record is on the log, and this process obeys it; fails when Kafka is away
     */
    public CompletableFuture<Void> invalidateNamespace(String namespace, String reason) {
        return line == null
                ? CompletableFuture.failedFuture(
                        new IllegalStateException("to invalidate a namespace needs a control log: call kafka(...)"))
                : line.invalidate(namespace, reason);
    }

    /** How far the control log is known; always LIVE without one. */
    public ControlState state() {
        return steering.state();
    }

    /** Ends its threads and connections; loads that are running are interrupted. */
    @Override
    public void close() {
        if (line != null) {
            line.close();
        }
        loads.shutdownNow();
        redis.close();
    }

    void register(String namespace) {
        if (!namespaces.add(namespace)) {
            throw new IllegalStateException("this client has a cache of " + namespace + " already: share it");
        }
        if (line != null && state() == ControlState.LIVE) {
            line.introduceNamespaces();
        }
    }

    CacheStats stats(Counters counters) {
        return counters.stats(redis.failures(), line == null ? 0 : line.malformed());
    }

    RedisStore redis() {
        return redis;
    }

    Steering steering() {
        return steering;
    }

    Executor loads() {
        return loads;
    }

    RandomGenerator random() {
        return random;
    }

    private static ThreadPoolExecutor loads(int maxLoads) {
        ThreadPoolExecutor loads = new ThreadPoolExecutor(
                maxLoads, maxLoads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(16 * maxLoads), work -> {
                    Thread thread = new Thread(work, "flyball-cache-load");
                    thread.setDaemon(true);
                    return thread;
                });
        loads.allowCoreThreadTimeOut(true);
        return loads;
    }

    /** Where Redis and Kafka are. */
    public static final class Builder {
        private @Nullable URI redis;
        private Duration redisTimeout = Duration.ofMillis(250);
        private @Nullable Map<String, Object> kafka;
        private Topics topics = Topics.DEFAULT;
        private int maxLoads = 64;
        private InstantSource clock = InstantSource.system();
        private RandomGenerator random = new Random();

        private Builder() {}

        /** {@code redis://host:port} or {@code rediss://host:port}, with user, password and database where needed. */
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

        /** The clock by which values age. */
        Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** Spreads times to live; safe for use by several threads. */
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
