package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loads that several wait for, or nobody on a thread of his own. */
class SharedLoadIT {
    private static final Product PRODUCT = new Product("42", 1);

    private final TestClock clock = new TestClock();
    private EmbeddedRedis redis;
    private CacheClient client;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        client = client(10);
    }

    @AfterEach
    void stop() {
        client.close();
        redis.close();
        CacheReads.take();
    }

    @Test
    void anAsynchronousReadWaitsNoLongerThanTheLoadTimeOut() throws Exception {
        FlyballCache<Product> cache = cache().loadTimeout(Duration.ofSeconds(1)).build();
        cache.put("43", PRODUCT);
        clock.advance(Duration.ofMinutes(6));
        CountDownLatch mayReturn = new CountDownLatch(1);
        Loader<Product> slow = key -> {
            mayReturn.await();
            return new Product(key, 2);
        };

        CompletableFuture<Product> absent = cache.getAsync("42", slow);
        CompletableFuture<Product> expired = cache.getAsync("43", slow);

        assertThat(absent)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(CacheLoadException.class)
                .withMessageContaining("PT1S");
        assertThat(expired).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(PRODUCT);
        assertThat(cache.stats().loadTimeouts()).isEqualTo(2);

        mayReturn.countDown();
        await().until(() -> cache.get("42").isPresent());
    }

    @Test
    void anAsynchronousReadIsHeardOfInTheScopeInWhichItBegan() {
        FlyballCache<Product> cache = cache().l1MaxEntries(0).build();
        try (CacheReads.Scope reads = CacheReads.open()) {
            cache.getAsync("42", key -> {
                        cache.get("what the loader itself reads");
                        return PRODUCT;
                    })
                    .join();
            assertThat(reads.worst()).contains(CacheRead.of(cache.namespace(), CacheOutcome.MISS));
        }
        try (CacheReads.Scope reads = CacheReads.open()) {
            cache.getAsync("42", key -> PRODUCT).join();
            assertThat(reads.worst()).contains(CacheRead.of(cache.namespace(), CacheOutcome.L2));
        }
        try (CacheReads.Scope reads = CacheReads.open()) {
            assertThat(cache.peekAsync("none").join()).isEmpty();
            assertThat(reads.worst()).contains(CacheRead.of(cache.namespace(), CacheOutcome.MISS));
        }
    }

    @Test
    void aReadOfManyKeysWaitsForTheLoadsThatRunAndOthersWaitForIts() throws Exception {
        // given a load of 1, and a load of 2 and 3 together, that both go on
        FlyballCache<Product> cache = cache().build();
        CountDownLatch bothLoad = new CountDownLatch(2);
        CountDownLatch mayReturn = new CountDownLatch(1);
        List<Set<String>> loads = new CopyOnWriteArrayList<>();
        CompletableFuture<Product> one = cache.getAsync("1", key -> {
            loads.add(Set.of(key));
            bothLoad.countDown();
            mayReturn.await();
            return new Product(key, 1);
        });
        BulkLoader<Product> loader = keys -> {
            loads.add(Set.copyOf(keys));
            bothLoad.countDown();
            mayReturn.await();
            return keys.stream().collect(Collectors.toMap(key -> key, key -> new Product(key, 2)));
        };
        await().until(() -> !loads.isEmpty());
        CompletableFuture<Map<String, Product>> many = CompletableFuture.supplyAsync(
                () -> cache.getAll(List.of("1", "2", "3"), loader), SharedLoadIT::onAThread);
        bothLoad.await();

        // when one is asked for that others load
        CompletableFuture<Product> two = cache.getAsync("2", key -> {
            throw new AssertionError("loaded twice");
        });
        mayReturn.countDown();

        // then each was loaded once
        assertThat(many.join()).isEqualTo(Map.of("1", one.join(), "2", new Product("2", 2), "3", new Product("3", 2)));
        assertThat(two.join()).isEqualTo(new Product("2", 2));
        assertThat(loads).containsExactly(Set.of("1"), Set.of("2", "3"));
    }

    @Test
    void whoWaitsForALoadOfManyKeysHearsOfItsFailure() throws Exception {
        // given a cache with one thread, which does one thing after the other
        client.close();
        client = client(1);
        FlyballCache<Product> cache = cache().build();
        CountDownLatch isLoading = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        CompletableFuture<Map<String, Product>> many = CompletableFuture.supplyAsync(
                () -> cache.getAll(List.of("1", "2"), keys -> {
                    isLoading.countDown();
                    mayReturn.await();
                    throw new StackOverflowError("a bug");
                }),
                SharedLoadIT::onAThread);
        isLoading.await();
        CompletableFuture<Product> one = cache.getAsync("1", key -> PRODUCT);
        cache.peekAsync("what comes after it").join();

        mayReturn.countDown();

        assertThat(many).failsWithin(Duration.ofSeconds(5));
        assertThat(one)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withRootCauseInstanceOf(StackOverflowError.class);
        assertThat(cache.get("1", key -> PRODUCT)).isEqualTo(PRODUCT);
    }

    private CacheClient client(int maxLoads) {
        return CacheClient.builder()
                .redis(redis.uri())
                .redisTimeout(Duration.ofSeconds(5))
                .maxLoads(maxLoads)
                .clock(clock)
                .build();
    }

    private NamespaceBuilder<Product> cache() {
        return client.namespace("products", Product.class).loadTimeout(Duration.ofSeconds(10));
    }

    private static void onAThread(Runnable work) {
        new Thread(work).start();
    }
}
