package dev.flyball.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.CacheTuning;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import redis.clients.jedis.RedisClient;

/** Two clients in one JVM stand for two instances of an app. */
class CacheIT extends RealServers {
    private static final Duration TTL = Duration.ofSeconds(100);
    private static final Duration STALE_FOR = Duration.ofSeconds(100);
    private static final Product OLD = new Product("42", 100);
    private static final Product NEW = new Product("42", 200);

    private static CacheClient here;
    private static CacheClient there;
    private static final TestClock clock = new TestClock();

    private String namespace;
    private int orders;
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
        CacheReads.take();
    }

    @Test
    void whatOneInstanceLoadsTheOtherFinds() {
        assertThat(ours.get("42", key -> OLD)).isEqualTo(OLD);
        assertThat(outcome()).isEqualTo(CacheOutcome.MISS);

        assertThat(theirs.get("42", CacheIT::unwanted)).isEqualTo(OLD);
        assertThat(outcome()).isEqualTo(CacheOutcome.L2);

        assertThat(theirs.get("42", CacheIT::unwanted)).isEqualTo(OLD);
        assertThat(outcome()).isEqualTo(CacheOutcome.L1);
    }

    @Test
    void whatIsPutIsGotWhateverTheKey() {
        for (String key : List.of("42", "", "}", "{a}b", "\r\nFLUSHALL\r\n", "\uD800", "x".repeat(10_000))) {
            Product product =
                    new Product(key.substring(0, Math.min(3, key.length())).replace("\uD800", "?"), 7);

            ours.put(key, product);

            assertThat(ours.get(key)).contains(product);
            assertThat(theirs.get(key)).contains(product);
        }
    }

    @Test
    void anInvalidatedNamespaceIsEmptyForBoth() {
        ours.put("42", OLD);
        assertThat(theirs.get("42")).contains(OLD);

        here.invalidateNamespace(namespace, "bad deploy").join();

        assertThat(ours.get("42")).isEmpty();
        await().until(() -> theirs.get("42").isEmpty());
        assertThat(theirs.get("42", key -> NEW)).isEqualTo(NEW);
        assertThat(ours.get("42", CacheIT::unwanted)).isEqualTo(NEW);
    }

    @Test
    void whatASlowLoaderReadBeforeAnInvalidationIsNotKept() throws Exception {
        // given a load that has read the old value
        ours.put("witness", OLD);
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        CompletableFuture<Product> slow = CompletableFuture.supplyAsync(() -> ours.get("42", key -> {
            hasRead.countDown();
            mayReturn.await();
            return OLD;
        }));
        hasRead.await();

        // when the namespace is invalidated elsewhere before it returns
        there.invalidateNamespace(namespace, "price list changed").join();
        await().until(() -> ours.get("witness").isEmpty());
        Product fresh = ours.get("42", key -> NEW);
        mayReturn.countDown();

        // then just those who asked before get it
        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo(OLD);
        assertThat(fresh).isEqualTo(NEW);
        assertThat(ours.get("42", CacheIT::unwanted)).isEqualTo(NEW);
        assertThat(theirs.get("42", CacheIT::unwanted)).isEqualTo(NEW);
        assertThat(ours.stats().superseded()).isEqualTo(1);
    }

    @Test
    void aValueWithAnOldStampIsRejectedByItsReader() {
        // given a value that a writer who had not heard of the last invalidation brought into Redis
        long epochBefore = clock.millis() - 1;
        Stamp stamp = new Stamp(epochBefore, clock.millis(), 1_000, 1_000);
        writeToRedis("42", new Envelope(stamp, "{\"id\":\"42\",\"priceCents\":100}".getBytes(UTF_8)).toBytes());

        // when, then
        assertThat(ours.get("42", key -> NEW)).isEqualTo(NEW);
        assertThat(theirs.get("42", CacheIT::unwanted)).isEqualTo(NEW);
    }

    @Test
    void aKeyIsForgottenAndWithItWhatIsBeingLoadedForIt() throws Exception {
        // given
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        CompletableFuture<Product> slow = CompletableFuture.supplyAsync(() -> ours.get("42", key -> {
            hasRead.countDown();
            mayReturn.await();
            return OLD;
        }));
        hasRead.await();

        // when
        ours.invalidate("42");
        mayReturn.countDown();
        slow.get(10, TimeUnit.SECONDS);

        // then
        assertThat(ours.get("42")).isEmpty();
        assertThat(theirs.get("42", key -> NEW)).isEqualTo(NEW);
    }

    @Test
    void manyCallersMakeOneLoad() {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch allAsk = new CountDownLatch(16);

        List<CompletableFuture<Product>> answers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            allAsk.countDown();
                            return ours.get("42", key -> {
                                allAsk.await();
                                loads.incrementAndGet();
                                return OLD;
                            });
                        },
                        work -> new Thread(work).start()))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(OLD));
        assertThat(loads).hasValue(1);
    }

    @Test
    void anExpiredValueIsLoadedAnewAndServedIfThatFails() {
        ours.put("42", OLD);
        clock.advance(TTL.multipliedBy(3).dividedBy(2));

        assertThat(ours.get("42", key -> {
                    throw new IOException("the database is down");
                }))
                .isEqualTo(OLD);
        assertThat(outcome()).isEqualTo(CacheOutcome.STALE);

        assertThat(ours.get("42", key -> NEW)).isEqualTo(NEW);
        assertThat(outcome()).isEqualTo(CacheOutcome.MISS);
    }

    @Test
    void anExpiredValueIsServedWhenTheLoaderTakesTooLong() {
        ours.put("42", OLD);
        clock.advance(TTL.multipliedBy(3).dividedBy(2));
        CountDownLatch mayReturn = new CountDownLatch(1);

        Product served = ours.get("42", key -> {
            mayReturn.await();
            return NEW;
        });
        mayReturn.countDown();

        assertThat(served).isEqualTo(OLD);
        assertThat(ours.stats().loadTimeouts()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(ours.get("42")).contains(NEW));
    }

    @Test
    void aValueThatIsTooOldIsNotServedHoweverTheLoaderFails() {
        ours.put("42", OLD);
        clock.advance(TTL.plus(STALE_FOR).plus(TTL));

        assertThatThrownBy(() -> ours.get("42", key -> {
                    throw new IOException("the database is down");
                }))
                .isInstanceOf(CacheLoadException.class)
                .hasRootCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> ours.get("42", key -> {
                    throw new IllegalStateException("no such product");
                }))
                .isExactlyInstanceOf(IllegalStateException.class);
        assertThat(ours.stats().loadFailures()).isEqualTo(2);
    }

    @Test
    void staleValuesAreServedAtOnceWhenThatIsOrdered() throws Exception {
        // given
        ours.put("42", OLD);
        order(CacheMode.SERVE_STALE, Cohort.ALL, ours);
        clock.advance(TTL.multipliedBy(3).dividedBy(2));
        CountDownLatch mayReturn = new CountDownLatch(1);

        // when
        Product served = ours.get("42", key -> {
            mayReturn.await();
            return NEW;
        });

        // then
        assertThat(served).isEqualTo(OLD);
        assertThat(CacheReads.take()).contains(new CacheRead(namespace, CacheOutcome.STALE, "a-19", Arm.TREATED));
        mayReturn.countDown();
        await().untilAsserted(
                        () -> assertThat(ours.get("42", CacheIT::unwanted)).isEqualTo(NEW));
    }

    @Test
    void anOrderToBypassReachesTheKeysOfItsCohortOnly() throws Exception {
        ours.put("42", OLD);
        order(CacheMode.BYPASS, Cohort.ALL, ours);

        assertThat(ours.get("42", key -> NEW)).isEqualTo(NEW);
        assertThat(CacheReads.take()).contains(new CacheRead(namespace, CacheOutcome.BYPASS, "a-19", Arm.TREATED));

        order(CacheMode.BYPASS, new Cohort(0, 1), theirs);
        await().until(() -> ours.get("42").isPresent());
        CacheReads.take();
        assertThat(ours.get("42", CacheIT::unwanted)).isEqualTo(OLD);
        assertThat(CacheReads.take())
                .hasValueSatisfying(read -> assertThat(read.arm()).isEqualTo(Arm.CONTROL));
    }

    @Test
    void afterASoftInvalidationOneCallerLoadsAndTheOthersGetTheOldValue() throws Exception {
        // given
        ours.put("42", OLD);
        long epoch = clock.millis() + 1_000;
        ControlTopic.write(kafka, control(epoch, 0, CacheMode.NORMAL, Cohort.ALL));
        await().until(() -> ours.get("42").isEmpty());
        CountDownLatch isLoading = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        CompletableFuture<Product> first = CompletableFuture.supplyAsync(() -> ours.get("42", key -> {
            isLoading.countDown();
            mayReturn.await();
            return NEW;
        }));
        isLoading.await();

        // when
        Product second = ours.get("42", CacheIT::unwanted);
        mayReturn.countDown();

        // then
        assertThat(second).isEqualTo(OLD);
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(NEW);
        assertThat(ours.get("42", CacheIT::unwanted)).isEqualTo(NEW);
    }

    @Test
    void whatIsNoControlRecordIsCountedAndSkipped() throws Exception {
        long before = ours.stats().malformedControls();
        ControlTopic.write(kafka, namespace, "{\"not\":\"a control record\"".getBytes(UTF_8));
        ControlTopic.write(kafka, namespace, new byte[] {(byte) 0xFF, 0});
        ControlTopic.write(kafka, "another", EventJson.write(control(1, 1, CacheMode.BYPASS, Cohort.ALL)));

        order(CacheMode.BYPASS, Cohort.ALL, ours);

        assertThat(ours.stats().malformedControls()).isEqualTo(before + 3);
        assertThat(here.state()).isEqualTo(ControlState.LIVE);
    }

    @Test
    void whatCannotBeReadIsAMiss() {
        Stamp stamp = new Stamp(Long.MAX_VALUE, clock.millis(), 1_000, 1_000);
        List<byte[]> garbage = List.of(
                new byte[] {1, 2, 3},
                new Envelope(stamp, "{\"id\":".getBytes(UTF_8)).toBytes(),
                new Envelope(stamp, "null".getBytes(UTF_8)).toBytes());
        for (byte[] bytes : garbage) {
            String key = "garbage of " + bytes.length;
            writeToRedis(key, bytes);

            assertThat(ours.get(key, k -> NEW)).isEqualTo(NEW);
            assertThat(outcome()).isEqualTo(CacheOutcome.MISS);
        }
        assertThat(ours.stats().undecodable()).isEqualTo(garbage.size());
    }

    @Test
    void whatIsTooLargeIsNotKeptAndReplacesWhatThereWas() {
        Product large = new Product("x".repeat(256 << 10), 1);
        ours.put("42", OLD);
        assertThat(theirs.get("42")).contains(OLD);

        ours.put("42", large);

        assertThat(ours.get("42")).isEmpty();
        await().until(() -> theirs.get("42").isEmpty());
        assertThat(ours.stats().tooLarge()).isEqualTo(1);
    }

    @Test
    void memoryIsGivenUpAsOrdered() throws Exception {
        for (int i = 0; i < 100; i++) {
            ours.put("key " + i, OLD);
        }
        assertThat(ours.stats().memory().size()).isGreaterThan(50);

        order(CacheTuning.ofMemoryShare(0.1), ours);
        ours.put("42", OLD);

        assertThat(ours.stats().memory().size()).isLessThanOrEqualTo(10);
        assertThat(ours.get("key 1")).contains(OLD);
    }

    @Test
    void aSlowLoadIsWaitedForAsLongAsOrdered() throws Exception {
        try (CacheClient client = client()) {
            FlyballCache<Product> hasty = client.namespace(namespace, Product.class)
                    .loadTimeout(Duration.ofMillis(50))
                    .build();
            awaitIntroduced(hasty);
            Loader<Product> slow = key -> {
                new CountDownLatch(1).await(250, TimeUnit.MILLISECONDS);
                return NEW;
            };
            assertThatThrownBy(() -> hasty.get("too slow", slow)).hasMessageContaining("not loaded within PT0.05S");

            order(CacheTuning.ofLoadTimeoutScale(10), hasty);

            assertThat(hasty.get("42", slow)).isEqualTo(NEW);
        }
    }

    @Test
    void withoutAControlLogMemoryIsTrustedForASecondOnly() {
        try (CacheClient alone =
                        CacheClient.builder().redis(redis.uri()).clock(clock).build();
                CacheClient other =
                        CacheClient.builder().redis(redis.uri()).clock(clock).build()) {
            FlyballCache<Product> cache = cache(alone);
            cache.put("42", OLD);
            cache(other).put("42", NEW);

            assertThat(cache.get("42")).contains(OLD);
            clock.advance(Duration.ofSeconds(1));
            assertThat(cache.get("42")).contains(NEW);
            assertThat(alone.invalidateNamespace(namespace, "test")).isCompletedExceptionally();
        }
    }

    @Test
    void aClientHasOneCacheOfANamespace() {
        assertThatThrownBy(() -> cache(here)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> here.namespace("a:{b}", Product.class)).hasMessageContaining("a:{b}");
    }

    private FlyballCache<Product> cache(CacheClient client) {
        return client.namespace(namespace, Product.class)
                .ttl(TTL)
                .staleFor(STALE_FOR)
                .l1MaxEntries(100)
                .loadTimeout(Duration.ofSeconds(1))
                .build();
    }

    /** Gives an order, and waits until the cache obeys. */
    private void order(CacheMode mode, Cohort cohort, FlyballCache<Product> cache) throws Exception {
        order(control(0, 0, mode, cohort), cache);
    }

    private void order(CacheTuning tuning, FlyballCache<Product> cache) throws Exception {
        long version = clock.millis() + ++orders;
        order(
                new CacheControl(
                        1,
                        namespace,
                        null,
                        version,
                        0,
                        0,
                        CacheMode.NORMAL,
                        1,
                        Cohort.ALL,
                        0,
                        "a-19",
                        "test",
                        null,
                        null,
                        null,
                        tuning),
                cache);
    }

    private void order(CacheControl control, FlyballCache<Product> cache) throws Exception {
        ControlTopic.write(kafka, control);
        CacheReads.take();
        await().until(() -> {
            cache.get("probe");
            return CacheReads.take().orElseThrow().action() != null;
        });
    }

    private CacheControl control(long minFresh, long minUsable, CacheMode mode, Cohort cohort) {
        long version = clock.millis() + ++orders;
        return new CacheControl(1, namespace, null, version, minFresh, minUsable, mode, 1, cohort, 0, "a-19", "test");
    }

    private void writeToRedis(String key, byte[] value) {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.set(EntryKey.of(namespace, key).value(), value);
        }
    }

    private static CacheClient client() {
        return CacheClient.builder()
                .redis(redis.uri())
                .redisTimeout(Duration.ofSeconds(5))
                .kafka(ControlTopic.settings(kafka), Topics.DEFAULT)
                .clock(clock)
                .random(new Random(1))
                .build();
    }

    private static CacheOutcome outcome() {
        return CacheReads.take().orElseThrow().outcome();
    }

    private static Product unwanted(String key) {
        throw new AssertionError("loaded " + key + " although it is cached");
    }
}
