package dev.flyball.cache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flyball.cache.CacheClient;
import dev.flyball.cache.FlyballCache;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlyballCacheMetricsIT {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private EmbeddedRedis redis;
    private CacheClient client;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        client = CacheClient.builder()
                .redis(redis.uri())
                .redisTimeout(Duration.ofMillis(500))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        redis.close();
    }

    @Test
    void readsAndLoadsOfCachesBegunBeforeAndAfterAreCounted() {
        FlyballCache<String> before = cache("before", 100);
        new FlyballCacheMetrics(client, Tags.of("app", "shop")).bindTo(registry);
        FlyballCache<String> after = cache("after", 0);

        for (FlyballCache<String> cache : List.of(before, after)) {
            cache.get("a", key -> "value");
            cache.get("a", key -> "value");
            cache.get("a");
            cache.find("none", key -> null);
            cache.find("none", key -> null);
            cache.getAll(List.of("a", "b"), keys -> Map.of("b", "value"));
            assertThatThrownBy(() -> cache.get("broken", key -> {
                throw new IOException("the database is down");
            }));
        }

        assertThat(gets("before", "hit", "l1")).isEqualTo(4);
        assertThat(gets("before", "hit", "l2")).isZero();
        assertThat(gets("after", "hit", "l1")).isZero();
        assertThat(gets("after", "hit", "l2")).isEqualTo(4);
        for (String cache : List.of("before", "after")) {
            assertThat(gets(cache, "miss", "none")).isEqualTo(4);
            assertThat(gets(cache, "miss", "bypass")).isZero();
            assertThat(counter(cache, "cache.gets.negative")).isEqualTo(1);
            assertThat(counter(cache, "cache.puts")).isEqualTo(3);
            assertThat(counter(cache, "cache.load", "result", "success")).isEqualTo(3);
            assertThat(counter(cache, "cache.load", "result", "failure")).isEqualTo(1);
            assertThat(meter(cache, "cache.load.duration").timeGauge().value()).isPositive();
        }
        assertThat(meter("before", "cache.size").gauge().value()).isEqualTo(3);
        assertThat(meter("after", "cache.size").gauge().value()).isZero();
        assertThat(counter("after", "cache.evictions")).isZero();
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getTags()).contains(Tag.of("app", "shop")));
    }

    @Test
    void theStatisticsSayTheSameUnderTheNamesOfCaffeine() {
        FlyballCache<String> cache = cache("products", 100);
        assertThat(cache.stats().hitRate()).isEqualTo(1);

        cache.get("a", key -> "value");
        cache.get("a", key -> "value");
        cache.get("a", key -> "value");
        cache.get("b");

        assertThat(cache.stats().hitCount()).isEqualTo(2);
        assertThat(cache.stats().missCount()).isEqualTo(2);
        assertThat(cache.stats().requestCount()).isEqualTo(4);
        assertThat(cache.stats().hitRate()).isEqualTo(0.5);
        assertThat(cache.stats().missRate()).isEqualTo(0.5);
        assertThat(cache.stats().loadSuccessCount()).isEqualTo(1);
        assertThat(cache.stats().averageLoadPenalty().toNanos())
                .isEqualTo(cache.stats().totalLoadTime());
    }

    @Test
    void whatLeavesMemoryAndWhatIsTooLargeIsCounted() {
        FlyballCache<String> cache = client.namespace("small", String.class)
                .l1MaxEntries(2)
                .l1MaxBytes(1_000)
                .maxEntryBytes(100)
                .build();
        new FlyballCacheMetrics(client).bindTo(registry);

        for (int i = 0; i < 10; i++) {
            cache.put("k" + i, "value");
        }
        cache.put("large", "x".repeat(200));

        assertThat(counter("small", "cache.evictions")).isGreaterThanOrEqualTo(8);
        assertThat(counter("small", "cache.eviction.weight")).isGreaterThanOrEqualTo(8 * 200);
        assertThat(meter("small", "cache.weight").gauge().value()).isBetween(200.0, 1_000.0);
        assertThat(counter("small", "cache.discarded", "reason", "too_large")).isEqualTo(1);
    }

    @Test
    void howTheClientStandsIsTold() {
        FlyballCache<String> cache = cache("products", 0);
        new FlyballCacheMetrics(client).bindTo(registry);
        assertThat(state("live")).isEqualTo(1);
        assertThat(state("suspect") + state("recovering")).isZero();
        assertThat(registry.get("cache.control.lag").timeGauge().value()).isZero();
        assertThat(registry.get("cache.redis.breaker").gauge().value()).isZero();

        redis.close();

        await().until(() -> {
            cache.get("a", key -> "value");
            return registry.get("cache.redis.breaker").gauge().value() == 1;
        });
        assertThat(registry.get("cache.redis.failures").functionCounter().count())
                .isPositive();
        assertThat(gets("products", "miss", "bypass")).isPositive();
    }

    @Test
    void aLogThatWasNeverReadHasNoLag() {
        try (CacheClient steered = CacheClient.builder()
                .redis(redis.uri())
                .kafka(Map.of("bootstrap.servers", "127.0.0.1:1"), Topics.DEFAULT)
                .build()) {
            new FlyballCacheMetrics(steered).bindTo(registry);

            assertThat(state("suspect")).isEqualTo(1);
            assertThat(registry.get("cache.control.lag").timeGauge().value()).isNaN();
        }
    }

    private FlyballCache<String> cache(String namespace, long maxEntries) {
        return client.namespace(namespace, String.class)
                .negativeTtl(Duration.ofMinutes(1))
                .l1MaxEntries(maxEntries)
                .build();
    }

    private double gets(String cache, String result, String tier) {
        return counter(cache, "cache.gets", "result", result, "tier", tier);
    }

    private double counter(String cache, String name, String... tags) {
        return meter(cache, name).tags(tags).functionCounter().count();
    }

    private double state(String state) {
        return registry.get("cache.control.state").tag("state", state).gauge().value();
    }

    private RequiredSearch meter(String cache, String name) {
        return registry.get(name).tag("cache", cache);
    }
}
