package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedRedis;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
        List<EmbeddedRedis> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                nodes.add(startNode(new Random()));
            }
            join(nodes);
            String hosts = "127.0.0.1:" + nodes.get(0).port() + ",127.0.0.1:"
                    + nodes.get(1).port();
            try (CacheClient one = client("redis+cluster://" + hosts);
                    CacheClient two = client("redis+cluster://" + hosts)) {
                FlyballCache<Product> here = products(one);
                FlyballCache<Product> there = products(two);
                await().atMost(LONG).until(() -> {
                    here.get("probe", key -> PRODUCT);
                    return there.get("probe").isPresent();
                });

                check(here, there);
            }
        } finally {
            nodes.forEach(EmbeddedRedis::close);
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

    private static void join(List<EmbeddedRedis> nodes) {
        try (Jedis first = new Jedis("127.0.0.1", nodes.get(0).port());
                Jedis second = new Jedis("127.0.0.1", nodes.get(1).port())) {
            first.clusterAddSlots(IntStream.range(0, 8_192).toArray());
            second.clusterAddSlots(IntStream.range(8_192, 16_384).toArray());
            first.clusterMeet("127.0.0.1", nodes.get(1).port());
            await().atMost(LONG).until(() -> isComplete(first.clusterInfo()) && isComplete(second.clusterInfo()));
        }
    }

    private static boolean isComplete(String info) {
        return info.contains("cluster_slots_ok:16384") && info.contains("cluster_state:ok");
    }

    /** The nodes talk to each other on a port that is 10000 higher, and has to exist. */
    private static EmbeddedRedis startNode(Random random) {
        EmbeddedRedis.Settings settings = EmbeddedRedis.Settings.DEFAULT.withDirectives(
                Map.of("cluster-enabled", "yes", "cluster-require-full-coverage", "no"));
        for (int tries = 20; ; tries--) {
            try {
                return EmbeddedRedis.start(settings.withPort(random.nextInt(20_000, 30_000)));
            } catch (IllegalStateException e) {
                if (tries == 0) {
                    throw e;
                }
            }
        }
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
