package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.schemas.CacheOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cache does with Redis alone. */
class CacheFeaturesIT {
    private static final Product PRODUCT = new Product("42", 1);

    private final TestClock clock = new TestClock();
    private final List<String> tooLarge = new ArrayList<>();
    private EmbeddedRedis redis;
    private CacheClient client;
    private CacheClient other;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        client = client();
        other = client();
    }

    @AfterEach
    void stop() {
        client.close();
        other.close();
        redis.close();
        CacheReads.take();
    }

    @Test
    void manyKeysAreReadAtOnceAndWhatIsMissingIsLoadedAtOnce() {
        FlyballCache<Product> cache = products(client).build();
        cache.put("1", new Product("1", 1));
        cache.put("2", new Product("2", 2));
        List<Set<String>> loads = new ArrayList<>();
        BulkLoader<Product> loader = keys -> {
            loads.add(keys);
            return Map.of("3", new Product("3", 3), "4", new Product("4", 4));
        };
        FlyballCache<Product> elsewhere = products(other).build();

        Map<String, Product> values = elsewhere.getAll(List.of("1", "3", "2", "4", "none", "3"), loader);

        assertThat(values).containsOnlyKeys("1", "2", "3", "4");
        assertThat(loads).containsExactly(Set.of("3", "4", "none"));
        assertThat(cache.get("3")).contains(new Product("3", 3));
        assertThat(elsewhere.getAll(List.of("1", "2", "3", "4"), keys -> {
                    throw new AssertionError("loaded " + keys);
                }))
                .isEqualTo(values);
    }

    @Test
    void aBulkLoadThatFailsIsCoveredByOldValuesIfThereAreAll() {
        FlyballCache<Product> cache = products(client).build();
        cache.put("42", PRODUCT);
        clock.advance(Duration.ofMinutes(6));
        BulkLoader<Product> broken = keys -> {
            throw new IOException("the database is down");
        };

        assertThat(cache.getAll(List.of("42"), broken)).containsEntry("42", PRODUCT);
        assertThatThrownBy(() -> cache.getAll(List.of("42", "43"), broken))
                .isInstanceOf(CacheLoadException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(cache.getAll(List.of("43"), keys -> Map.of("43", PRODUCT))).containsKey("43");
        assertThat(products(other).build().get("43"))
                .as("the lease of the failed load was given back")
                .isPresent();
    }

    @Test
    void manyValuesArePutAtOnce() {
        Map<String, Product> values = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            values.put("k" + i, new Product("k" + i, i));
        }

        products(client).build().putAll(values);

        assertThat(products(other).build().getAll(values.keySet(), keys -> Map.of()))
                .isEqualTo(values);
    }

    @Test
    void anAsynchronousReadLoadsOnceAndFailsAsAReadDoes() {
        FlyballCache<Product> cache = products(client).build();

        assertThat(cache.getAsync("42", key -> PRODUCT).join()).isEqualTo(PRODUCT);
        assertThat(cache.getAsync("42", key -> {
                            throw new AssertionError("loaded");
                        })
                        .join())
                .isEqualTo(PRODUCT);
        assertThat(cache.getAsync("43", key -> {
                    throw new IOException("the database is down");
                }))
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withRootCauseInstanceOf(IOException.class);
        assertThat(cache.findAsync("44", key -> null).join()).isEmpty();
    }

    @Test
    void whatDoesNotExistIsKnownForTheNegativeTimeToLiveOnly() {
        FlyballCache<Product> cache =
                products(client).negativeTtl(Duration.ofSeconds(10)).build();
        AtomicInteger loads = new AtomicInteger();
        Loader<Product> nothing = key -> {
            loads.incrementAndGet();
            return null;
        };

        assertThat(cache.find("42", nothing)).isEmpty();
        assertThat(cache.find("42", nothing)).isEmpty();
        assertThat(products(other).build().find("42", nothing))
                .as("in Redis, too")
                .isEmpty();
        assertThat(loads).hasValue(1);
        clock.advance(Duration.ofSeconds(12));
        assertThat(cache.find("42", nothing)).isEmpty();
        assertThat(loads).hasValue(2);
    }

    @Test
    void withoutANegativeTimeToLiveNothingIsNotKept() {
        FlyballCache<Product> cache = products(client).build();

        assertThatThrownBy(() -> cache.get("42", key -> null))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("find");
        assertThat(cache.find("42", key -> PRODUCT)).contains(PRODUCT);
    }

    @Test
    void aValueThatIsTooLargeIsReportedAndNotKept() {
        FlyballCache<Product> cache = products(client).maxEntryBytes(1_000).build();
        Product large = new Product("x".repeat(1_000), 1);

        assertThat(cache.get("42", key -> large)).isEqualTo(large);

        assertThat(cache.get("42")).isEmpty();
        assertThat(tooLarge).containsExactly("products/42");
        assertThat(cache.stats().tooLarge()).isEqualTo(1);
    }

    @Test
    void aLargeValueIsMadeSmaller() {
        Product large = new Product("x".repeat(100_000), 1);
        products(client)
                .compress(Compression.deflate(), 1_000)
                .maxEntryBytes(10_000)
                .build()
                .put("42", large);

        assertThat(products(other)
                        .compress(Compression.deflate(), 1_000)
                        .build()
                        .get("42"))
                .contains(large);
    }

    @Test
    void memoryIsBoundedByBytesAsWellAsByEntries() {
        FlyballCache<Product> cache =
                products(client).l1MaxBytes(100_000).l1MaxEntries(1_000).build();
        for (int i = 0; i < 100; i++) {
            cache.put("k" + i, new Product("x".repeat(10_000), i));
        }

        CacheReads.take();
        int inMemory = 0;
        for (int i = 0; i < 100; i++) {
            cache.get("k" + i);
            inMemory += CacheReads.take().orElseThrow().outcome() == CacheOutcome.L1 ? 1 : 0;
        }
        assertThat(inMemory).isLessThan(20);
    }

    @Test
    void aDearValueIsLoadedAnewBeforeItExpiresWhileTheOldOneIsServed() {
        FlyballCache<Product> cache = products(client).earlyRefresh(10).build();
        cache.get("42", key -> {
            Thread.sleep(30);
            return PRODUCT;
        });
        AtomicInteger loads = new AtomicInteger();
        Product fresh = new Product("42", 2);

        // read until the draw says so, which is long before the end, whatever the spread of the time to live
        clock.advance(Duration.ofMinutes(4).plusSeconds(29));
        for (int i = 0; i < 1_200 && loads.get() == 0; i++) {
            clock.advance(Duration.ofMillis(50));
            assertThat(cache.get("42", key -> {
                        loads.incrementAndGet();
                        return fresh;
                    }))
                    .isIn(PRODUCT, fresh);
        }

        Awaitility.await().until(() -> cache.get("42").equals(Optional.of(fresh)));
        assertThat(loads).hasValue(1);
    }

    @Test
    void theKeysThatAreReadMostAreKnown() {
        FlyballCache<Product> cache = products(client).build();
        cache.put("hot", PRODUCT);
        for (int i = 0; i < 50_000; i++) {
            cache.get("hot");
            if (i % 100 == 0) {
                cache.get("cold" + i % 1_000, key -> PRODUCT);
            }
        }

        assertThat(cache.hotKeys(1)).singleElement().satisfies(hot -> {
            assertThat(hot.key()).isEqualTo("hot");
            assertThat(hot.reads()).isBetween(40_000L, 60_000L);
        });
    }

    private NamespaceBuilder<Product> products(CacheClient of) {
        return of.namespace("products", Product.class);
    }

    private CacheClient client() {
        return CacheClient.builder()
                .redis(redis.uri())
                .redisTimeout(Duration.ofSeconds(2))
                .clock(clock)
                .random(new Random(3))
                .events(new CacheEvents() {
                    @Override
                    public void tooLarge(String namespace, String key) {
                        tooLarge.add(namespace + "/" + key);
                    }
                })
                .build();
    }
}
