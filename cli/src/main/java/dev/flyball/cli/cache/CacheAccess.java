package dev.flyball.cli.cache;

import dev.flyball.cache.CacheClient;
import dev.flyball.cache.CacheEvents;
import dev.flyball.cache.ControlState;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.log.LogTail;
import dev.flyball.cache.log.LogView;
import dev.flyball.cache.redis.RedisServers;
import dev.flyball.cache.redis.RedisStore;
import dev.flyball.cache.store.Reply;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cli.Failure;
import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.preflight.Preflight;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** The ways to a cache: its values in Redis, its logs in Kafka, and itself. Whatever is away is a {@link Failure}. */
public final class CacheAccess {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** So long processes remember changes of keys. */
    private static final Duration CHANGES = Duration.ofMinutes(10);

    private final FlyballConfig config;
    private final InstantSource clock;
    private boolean foundRedis;
    private boolean foundTopics;

    public CacheAccess(FlyballConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    public long nowMs() {
        return clock.millis();
    }

    /** The name as it was given, if it is one. */
    public static String namespace(String text) {
        try {
            return CacheClient.requireNamespace(text);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** What is there in Redis for a key. */
    public Optional<byte[]> value(EntryKey key) {
        requireRedis();
        try (RedisStore store = checked(() -> new RedisStore(config.redis(), TIMEOUT, System::nanoTime))) {
            Reply reply = store.get(key);
            if (!reply.reached()) {
                throw Failure.connection("Redis did not answer: check redis.url (" + config.origin("redis.url")
                        + "), and whether its user may read " + key.namespace());
            }
            return reply.value();
        }
    }

    /** The servers behind redis.url that have keys. */
    public RedisServers servers() {
        requireRedis();
        try {
            return checked(() -> RedisServers.find(config.redis(), TIMEOUT, System::nanoTime));
        } catch (NodeException e) {
            throw Failure.connection(String.valueOf(e.getMessage()));
        }
    }

    /** What the logs say now. */
    public LogView log() {
        try (LogTail tail = tail(CHANGES)) {
            LogView view = new LogView(System::nanoTime);
            tail.toEnd(view::take);
            return view;
        } catch (KafkaException e) {
            throw Failure.connection("the control log cannot be read: " + e.getMessage());
        }
    }

    /** The logs themselves: all of the control log, and changes of keys since some time. */
    public LogTail tail(Duration changesSince) {
        requireTopics();
        try {
            return new LogTail(
                    config.kafka(),
                    config.topics(),
                    clock.instant().minus(changesSince),
                    LOG_TIMEOUT,
                    System::nanoTime);
        } catch (KafkaException e) {
            throw Failure.connection("the control log cannot be read: " + e.getMessage());
        }
    }

    /** A client that has read the control log, unless it is to go without. */
    public CacheClient client(boolean withLog, CacheEvents events) {
        requireRedis();
        if (withLog) {
            requireTopics();
        }
        CacheClient.Builder builder = CacheClient.builder()
                .redis(config.redis())
                .redisTimeout(TIMEOUT)
                .events(events);
        if (withLog) {
            builder.kafka(Map.copyOf(config.kafka()), config.topics());
        }
        CacheClient client = checked(builder::build);
        try {
            await("the end of the control log", () -> client.state() == ControlState.LIVE);
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** @throws Failure if it does not come about within 10 s */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LOG_TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw Failure.connection(what + " was not reached within " + LOG_TIMEOUT.toSeconds() + " s");
            }
            try {
                Thread.sleep(LOOK.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Failure.failed("interrupted");
            }
        }
    }

    private void requireRedis() {
        if (!foundRedis) {
            new Preflight(config).redis();
            foundRedis = true;
        }
    }

    private void requireTopics() {
        if (!foundTopics) {
            new Preflight(config).topics();
            foundTopics = true;
        }
    }

    private <T> T checked(Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException e) {
            throw Failure.usage("redis.url (" + config.origin("redis.url") + "): " + e.getMessage());
        }
    }
}
