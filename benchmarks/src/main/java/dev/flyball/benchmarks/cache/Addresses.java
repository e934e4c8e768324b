package dev.flyball.benchmarks.cache;

import dev.flyball.cache.CacheClient;
import dev.flyball.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** Where the servers are, as one JVM tells another. */
record Addresses(String kafka, URI redis) {
    /** Long, so that a machine that is busy with many threads shows as latency and not as failures. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For commands on a million keys. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final int CONNECTIONS = 64;

    static Addresses of(String... arguments) {
        return new Addresses(arguments[0], URI.create(arguments[1]));
    }

    List<String> arguments() {
        return List.of(kafka, redis.toString());
    }

    Map<String, Object> kafkaSettings() {
        return Map.of("bootstrap.servers", kafka);
    }

    CacheClient cacheClient() {
        return CacheClient.builder()
                .redis(redis)
                .redisTimeout(PATIENCE)
                .kafka(kafkaSettings(), Topics.DEFAULT)
                .build();
    }

    /** Jedis with its pool, as large as that of the cache. */
    UnifiedJedis jedis() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        return RedisClient.builder()
                .hostAndPort(redis.getHost(), redis.getPort())
                .clientConfig(DefaultJedisClientConfig.builder()
                        .socketTimeoutMillis((int) LONG.toMillis())
                        .build())
                .poolConfig(pool)
                .build();
    }
}
