package dev.flyball.cache.redis;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.util.JedisURIHelper;

/** Bytes by name in Redis. Nothing here fails or waits for long because Redis is away: the answer is that it is. */
public final class RedisStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);
    private static final int MAX_CONNECTIONS = 32;
    private static final int FAILURES_TO_OPEN = 3;
    private static final Duration OPEN = Duration.ofSeconds(1);

    private final RedisClient client;
    private final Breaker breaker;
    private final LongAdder failures = new LongAdder();
    private final String address;
    private volatile boolean saidAway;

    /**
     * Connects at the first use, not here.
     *
     * @param uri {@code redis://} or {@code rediss://}, with user, password and database in it
     * @param timeout for each of: a connection from the pool, connecting, an answer
     * @param nanoTime a clock that never goes back
     */
    public RedisStore(URI uri, Duration timeout, LongSupplier nanoTime) {
        if (!JedisURIHelper.isValid(uri)
                || !(JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri))) {
            throw new IllegalArgumentException(
                    "redis must be redis://host:port or rediss://host:port, the scheme here is " + uri.getScheme());
        }
        client = RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                .clientConfig(settings(uri, Math.toIntExact(timeout.toMillis())))
                .poolConfig(pool(timeout))
                .build();
        breaker = new Breaker(FAILURES_TO_OPEN, OPEN, nanoTime);
        // Not the URI: it may hold a password.
        address = uri.getHost() + ":" + uri.getPort();
    }

    /** What a name stands for; not reached if Redis cannot tell. */
    public Reply get(byte[] name) {
        return ask(() -> Optional.ofNullable(client.get(name)).map(Reply::of).orElse(Reply.NOTHING));
    }

    /** Keeps bytes for a time; whether Redis has taken them. */
    public boolean set(byte[] name, byte[] value, long ttlMs) {
        return ask(() -> {
                    client.set(name, value, SetParams.setParams().px(ttlMs));
                    return Reply.NOTHING;
                })
                .reached();
    }

    /** Forgets a name; whether Redis has done so. */
    public boolean delete(byte[] name) {
        return ask(() -> {
                    client.del(name);
                    return Reply.NOTHING;
                })
                .reached();
    }

    /** How many requests failed; those that the breaker held back are not among them. */
    public long failures() {
        return failures.sum();
    }

    @Override
    public void close() {
        client.close();
    }

    private Reply ask(Supplier<Reply> question) {
        if (!breaker.allows()) {
            return Reply.NOT_REACHED;
        }
        try {
            Reply reply = question.get();
            breaker.succeeded();
            sayBack();
            return reply;
        } catch (RuntimeException e) {
            // Not of Jedis alone: an answer that is none of the protocol ends in exceptions of all kinds.
            return explain(e);
        }
    }

    private Reply explain(RuntimeException failure) {
        failures.increment();
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("WRONGTYPE")) {
            // Somebody else's value under our name: one key is spoilt, Redis is well.
            breaker.succeeded();
            return Reply.NOTHING;
        }
        breaker.failed();
        if (!saidAway) {
            saidAway = true;
            log.warn("Redis at {} does not answer, going on without it: {}", address, message);
        }
        return Reply.NOT_REACHED;
    }

    private void sayBack() {
        if (saidAway) {
            saidAway = false;
            log.info("Redis at {} answers again", address);
        }
    }

    private static JedisClientConfig settings(URI uri, int timeoutMs) {
        DefaultJedisClientConfig.Builder settings = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(timeoutMs)
                .socketTimeoutMillis(timeoutMs)
                .user(JedisURIHelper.getUser(uri))
                .password(JedisURIHelper.getPassword(uri))
                .database(JedisURIHelper.getDBIndex(uri))
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (JedisURIHelper.isRedisSSLScheme(uri)) {
            settings.sslOptions(SslOptions.defaults());
        }
        return settings.build();
    }

    private static ConnectionPoolConfig pool(Duration timeout) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MAX_CONNECTIONS);
        pool.setMaxIdle(MAX_CONNECTIONS);
        pool.setMaxWait(timeout);
        pool.setJmxEnabled(false);
        return pool;
    }
}
