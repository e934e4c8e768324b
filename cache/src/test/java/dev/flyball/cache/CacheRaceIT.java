package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flyball.cache.control.Invalidation;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Two clients, each with its own memory, threads and line to the log, race for the same keys. */
class CacheRaceIT extends RealServers {
    private static CacheClient here;
    private static CacheClient there;

    private String namespace;
    private FlyballCache<Product> ours;
    private FlyballCache<Product> theirs;

    @BeforeAll
    static void startClients() {
        here = client();
        there = client();
    }

    @AfterAll
    static void stopClients() {
        here.close();
        there.close();
    }

    @BeforeEach
    void beginNamespace(TestInfo test) {
        namespace = test.getTestMethod().orElseThrow().getName();
        ours = cache(here);
        theirs = cache(there);
        awaitIntroduced(ours);
        awaitIntroduced(theirs);
    }

    @Test
    void manyCallersOfTwoProcessesMakeOneLoad() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(400);
        List<Callable<Product>> callers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            FlyballCache<Product> cache = i % 2 == 0 ? ours : theirs;
            callers.add(() -> {
                together.await();
                return cache.get("cold", key -> {
                    loads.incrementAndGet();
                    TimeUnit.MILLISECONDS.sleep(50);
                    return new Product(key, 1);
                });
            });
        }

        ExecutorService threads = Executors.newFixedThreadPool(400);
        try {
            for (Future<Product> answer : threads.invokeAll(callers)) {
                assertThat(answer.get()).isEqualTo(new Product("cold", 1));
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(loads).hasValue(1);
    }

    @Test
    void whoHoldsALeaseAndIsGoneHoldsUpNobodyForLong() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (CacheClient doomed = client()) {
            FlyballCache<Product> cache = cache(doomed);
            awaitIntroduced(cache);
            CountDownLatch isLoading = new CountDownLatch(1);
            Future<Product> lost = thread.submit(() -> cache.get("42", key -> {
                isLoading.countDown();
                never.await();
                return new Product(key, 1);
            }));
            isLoading.await();

            assertThat(ours.get("42", key -> new Product(key, 2))).isEqualTo(new Product("42", 2));
            assertThat(theirs.get("42")).contains(new Product("42", 2));
            assertThat(lost).isNotDone();
        } finally {
            never.countDown();
            thread.shutdownNow();
        }
    }

    @Test
    void noOldValueSurvivesTheRaceOfALoadWithAnInvalidation() throws Exception {
        Random random = new Random(5);
        AtomicInteger price = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        int stale = 0;
        try {
            for (int round = 0; round < 400; round++) {
                String key = "key " + round;
                int before = price.incrementAndGet();
                int pauseMicros = random.nextInt(1_500);
                List<Callable<Integer>> race = List.of(
                        () -> ours.get(key, k -> slowly(k, price.get(), pauseMicros))
                                .priceCents(),
                        () -> theirs.get(key, k -> slowly(k, price.get(), pauseMicros / 2))
                                .priceCents(),
                        () -> {
                            pause(pauseMicros / 3);
                            price.incrementAndGet();
                            theirs.invalidate(key);
                            return 0;
                        });
                for (Future<Integer> end : threads.invokeAll(race)) {
                    end.get();
                }
                int now = price.get();
                assertThat(now).isGreaterThan(before);
                boolean fresh =
                        theirs.get(key, k -> new Product(k, now)).priceCents() == now && eventually(ours, key, now);
                stale += fresh ? 0 : 1;
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(stale).isZero();
    }

    @Test
    void aKeyThatOneInvalidatesIsGoneFromTheMemoryOfTheOther() {
        ours.put("42", new Product("42", 1));
        await().until(() -> theirs.get("42").isPresent() && outcome() == CacheOutcome.L1);

        ours.invalidate("42");

        await().atMost(Duration.ofSeconds(3)).until(() -> theirs.get("42").isEmpty());
    }

    @Test
    void aValueThatOneReplacesIsReplacedInTheMemoryOfTheOther() {
        ours.put("42", new Product("42", 1));
        await().until(() -> theirs.get("42").isPresent() && outcome() == CacheOutcome.L1);

        ours.put("42", new Product("42", 2));

        await().atMost(Duration.ofSeconds(3))
                .until(() -> theirs.get("42").equals(ours.get("42")) && outcome() == CacheOutcome.L1);
        assertThat(theirs.get("42")).contains(new Product("42", 2));
    }

    @Test
    void aTagTakesItsValuesWithItAndNoOthers() {
        ours.put("1", new Product("1", 1), Tags.of("brand:acme", "colour:red"));
        ours.get("2", Tags.of("brand:acme"), key -> new Product(key, 2));
        ours.put("3", new Product("3", 3), Tags.of("brand:other"));

        there.invalidateTag(namespace, "brand:acme", "renamed").join();

        assertThat(theirs.get("1")).isEmpty();
        assertThat(theirs.get("2")).isEmpty();
        assertThat(theirs.get("3")).isPresent();
        await().until(() -> ours.get("1").isEmpty() && ours.get("2").isEmpty());
        assertThat(ours.get("3")).isPresent();
        theirs.put("1", new Product("1", 4), Tags.of("brand:acme"));
        await().until(() -> ours.get("1").isPresent());
    }

    @Test
    void aSoftlyInvalidatedTagIsServedWhileOneLoads() throws Exception {
        ours.put("42", new Product("42", 1), Tags.of("brand:acme"));
        here.invalidateTag(namespace, "brand:acme", Invalidation.SOFT, "new prices")
                .join();
        CountDownLatch isLoading = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Product> first = thread.submit(() -> ours.get("42", key -> {
                isLoading.countDown();
                mayReturn.await();
                return new Product(key, 2);
            }));
            isLoading.await();

            assertThat(ours.get("42", key -> new Product(key, 3))).isEqualTo(new Product("42", 1));
            mayReturn.countDown();
            assertThat(first.get()).isEqualTo(new Product("42", 2));
        } finally {
            thread.shutdownNow();
        }
        assertThat(ours.get("42")).contains(new Product("42", 2));
    }

    @Test
    void whatMatchesAPatternIsGoneEverywhere() {
        ours.put("test_1", new Product("test_1", 1));
        ours.put("test_2", new Product("test_2", 2));
        ours.put("other", new Product("other", 3));
        await().until(() ->
                theirs.get("test_1").isPresent() && theirs.get("test_2").isPresent());

        ours.invalidatePattern("test_*", "validation").join();

        assertThat(ours.get("test_1")).isEmpty();
        assertThat(ours.get("test_2")).isEmpty();
        await().until(() ->
                theirs.get("test_1").isEmpty() && theirs.get("test_2").isEmpty());
        assertThat(theirs.get("other")).isPresent();
        ours.put("test_1", new Product("test_1", 4));
        await().until(() -> theirs.get("test_1").isPresent());
    }

    @Test
    void noMorePatternsThanCanBeCheckedAreTaken() {
        ours.put("42", new Product("42", 1));
        for (int i = 0; i < 64; i++) {
            here.invalidatePattern(namespace + ":a" + i + "*", "test").join();
        }
        assertThatThrownBy(() ->
                        here.invalidatePattern(namespace + ":one-more*", "test").join())
                .hasMessageContaining("64 patterns");
        assertThat(ours.get("42")).isPresent();

        here.invalidatePattern(namespace + ":*", "test").join();

        assertThat(ours.get("42")).isEmpty();
        here.invalidatePattern(namespace + ":room-again*", "test").join();
    }

    private static boolean eventually(FlyballCache<Product> cache, String key, int price) {
        long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < deadline) {
            if (cache.get(key, k -> new Product(k, price)).priceCents() == price) {
                return true;
            }
        }
        return false;
    }

    private static Product slowly(String key, int priceCents, int pauseMicros) throws InterruptedException {
        pause(pauseMicros);
        return new Product(key, priceCents);
    }

    private static void pause(int micros) throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep(micros);
    }

    private static CacheOutcome outcome() {
        return CacheReads.take().orElseThrow().outcome();
    }

    private FlyballCache<Product> cache(CacheClient client) {
        return client.namespace(namespace, Product.class).build();
    }

    private static CacheClient client() {
        return CacheClient.builder()
                .redis(redis.uri())
                .redisTimeout(Duration.ofSeconds(5))
                .kafka(ControlTopic.settings(kafka), Topics.DEFAULT)
                .build();
    }
}
