package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedRedis;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Redis in other forms than one open server. */
class RedisTopologyIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Product PRODUCT = new Product("42", 1);

    @Test
    void aClusterKeepsKeysOfAllSlotsAndTheirLeases() {
        try (ClusterOfTwo cluster = ClusterOfTwo.start();
                CacheClient one = client(cluster.uri().toString());
                CacheClient two = client(cluster.uri().toString())) {
            FlyballCache<Product> here = products(one);
            FlyballCache<Product> there = products(two);
            await().atMost(LONG).until(() -> {
                here.get("probe", key -> PRODUCT);
                return there.get("probe").isPresent();
            });

            check(here, there);
        }
    }

    @Test
    void aUserWithAPasswordIsLetIn() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT)) {
            try (Jedis admin = new Jedis("127.0.0.1", redis.port())) {
                admin.aclSetUser("cache", "on", ">p@ss/w:rd+", "~flyball:*", "+@all");
                admin.aclSetUser("default", "off");
            }
            try (CacheClient client = client("redis://cache:p%40ss%2Fw:rd+@127.0.0.1:" + redis.port() + "/1");
                    CacheClient stranger = client("redis://127.0.0.1:" + redis.port() + "/1")) {
                FlyballCache<Product> cache = products(client);

                cache.get("42", key -> PRODUCT);

                assertThat(cache.stats().redisFailures()).isZero();
                FlyballCache<Product> refused = products(stranger);
                assertThat(refused.get("42", key -> new Product(key, 2))).isEqualTo(new Product("42", 2));
                assertThat(refused.stats().redisFailures()).isPositive();
            }
        }
    }

    private static void check(FlyballCache<Product> here, FlyballCache<Product> there) {
        long failuresBefore = here.stats().redisFailures();
        Map<String, Product> values = new LinkedHashMap<>();
        IntStream.range(0, 100).forEach(i -> values.put("k" + i, new Product("k" + i, i)));
        here.putAll(values);
        assertThat(there.getAll(values.keySet(), keys -> Map.of())).isEqualTo(values);
        AtomicInteger loads = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            String key = "loaded" + i;
            Loader<Product> loader = k -> new Product(k, loads.incrementAndGet());
            assertThat(there.get(key, loader)).isEqualTo(here.get(key, loader));
        }
        assertThat(loads).hasValue(20);
        values.keySet().forEach(here::invalidate);
        assertThat(here.getAll(values.keySet(), keys -> Map.of())).isEmpty();
        assertThat(here.stats().redisFailures()).isEqualTo(failuresBefore);
    }

    private static FlyballCache<Product> products(CacheClient client) {
        return client.namespace("products", Product.class).l1MaxEntries(0).build();
    }

    private static CacheClient client(String uri) {
        return CacheClient.builder()
                .redis(URI.create(uri))
                .redisTimeout(Duration.ofSeconds(2))
                .build();
    }
}
