package dev.flyball.optimizer.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.Invalidation;
import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.redis.RedisServers;
import dev.flyball.cache.redis.RedisTurns;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.memory.Allowance;
import dev.flyball.optimizer.memory.Caution;
import dev.flyball.optimizer.memory.FakeDesk;
import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.optimizer.memory.MemoryWatch;
import dev.flyball.optimizer.memory.RunBudget;
import dev.flyball.optimizer.memory.Turns;
import dev.flyball.schemas.MemoryRelief;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.ReliefStep;
import dev.flyball.schemas.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.RestoreParams;

/** Relief of a real Redis. */
class MemoryReliefIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final long TWO_HOURS = 7_200;

    private static EmbeddedRedis redis;
    private static Jedis jedis;

    private final FakeDesk desk = new FakeDesk();
    private RedisRelief turns;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        jedis = new Jedis("127.0.0.1", redis.port());
    }

    @AfterAll
    static void stop() {
        jedis.close();
        redis.close();
    }

    @BeforeEach
    void empty() {
        jedis.configSet("maxmemory", "0");
        jedis.configSet("maxmemory-policy", "noeviction");
        jedis.flushAll();
        turns = new RedisRelief(redis.uri(), TIMEOUT, "one");
    }

    @AfterEach
    void close() {
        turns.close();
    }

    /** Whoever has not been told how large the server may be is told that it is 80 % full. */
    private static long full() {
        return used() * 100 / 80;
    }

    private static long used() {
        return jedis.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("used_memory:".length()).strip()))
                .sum();
    }

    private MemoryWatch watch(Turns byTurns, long limit) {
        MemoryPolicy policy = MemoryPolicy.defaults()
                .withMode(Mode.AUTO)
                .withLimit(limit)
                .withCaution(new Caution(Duration.ofMinutes(5), Duration.ofHours(1), 0, RunBudget.DEFAULT));
        return new MemoryWatch(
                policy,
                () -> Allowance.of(Mode.AUTO),
                byTurns,
                desk,
                InstantSource.fixed(java.time.Instant.ofEpochMilli(NOW_MS)),
                System::nanoTime,
                Pause.WAITING,
                new SplittableRandom(1));
    }

    private static void look(MemoryWatch watch, URI uri) {
        try (RedisServers servers = RedisServers.find(uri, TIMEOUT, System::nanoTime)) {
            watch.look(servers.nodes());
        }
    }

    private MemoryRelief relief() {
        return Objects.requireNonNull(desk.last().relief());
    }

    /** Values under these names that were last used long ago, or are hardly used. */
    private static void idle(String names, int count, RestoreParams params) {
        jedis.set("template", "x".repeat(1_000));
        byte[] dump = jedis.dump("template");
        jedis.del("template");
        try (Pipeline pipe = jedis.pipelined()) {
            for (int i = 0; i < count; i++) {
                pipe.restore(String.format(names, i), 0, dump, params);
            }
        }
    }

    private static void used(String names, int count) {
        try (Pipeline pipe = jedis.pipelined()) {
            for (int i = 0; i < count; i++) {
                pipe.set(String.format(names, i), "x".repeat(1_000));
            }
        }
    }

    private static int count(String pattern) {
        return jedis.keys(pattern).size();
    }

    @Test
    void coldValuesGoAndHotOnesAndThoseOfOthersStay() {
        RestoreParams idle = RestoreParams.restoreParams().idleTime(TWO_HOURS);
        idle("flyball:products:{%d}", 5_000, idle);
        idle("orders:%d", 500, idle);
        used("flyball:carts:{%d}", 500);
        jedis.set("flyball:reports:{2026}", "x".repeat(2 << 20));

        look(watch(turns, full()), redis.uri());

        assertThat(desk.last().verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(count("orders:*")).isEqualTo(500);
        assertThat(count("flyball:carts:*")).isEqualTo(500);
        ReliefStep evicted = relief().steps().get(0);
        assertThat(evicted.name()).isEqualTo("evict-cold");
        // How many more go than have to is a matter of how often one looks.
        assertThat(evicted.keys()).isBetween(1_000L, 5_000L);
        assertThat(count("flyball:products:*")).isEqualTo(5_000 - (int) evicted.keys());
        assertThat(evicted.bytes()).isBetween(evicted.keys() * 1_000, evicted.keys() * 2_000);
        assertThat(relief().bigKeys()).singleElement().satisfies(big -> {
            assertThat(big.name()).isEqualTo("flyball:reports:{2026}");
            assertThat(big.bytes()).isGreaterThan(2 << 20);
        });
        assertThat(relief().after().used()).isLessThan(relief().before().used() - 1_000_000);
        assertThat(relief().after().latency()).isPositive();
    }

    @Test
    void whereRedisCountsUseWhatIsRarelyUsedGoes() {
        jedis.configSet("maxmemory-policy", "allkeys-lfu");
        idle("flyball:products:{%d}", 3_000, RestoreParams.restoreParams().frequency(0));
        idle("flyball:carts:{%d}", 500, RestoreParams.restoreParams().frequency(100));

        look(watch(turns, full()), redis.uri());

        assertThat(desk.last().verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(relief().steps().get(0).reason()).contains("hardly used (frequency 0 or less)");
        assertThat(count("flyball:products:*")).isLessThan(2_500);
        assertThat(count("flyball:carts:*")).isEqualTo(500);
    }

    @Test
    void whatWasInvalidatedGoesThoughItWasUsedJustNow() {
        ControlTable table = new ControlTable();
        table.merge(ControlTable.introduction("products", NOW_MS - 10_000), 0);
        desk.controls.add(table.invalidation("products", Invalidation.HARD, "prices", NOW_MS - 3_000));
        for (int i = 0; i < 2_000; i++) {
            put("products", "old-" + i, NOW_MS - 10_000);
        }
        for (int i = 0; i < 200; i++) {
            put("products", "new-" + i, NOW_MS - 3_000);
        }

        look(watch(turns, full()), redis.uri());

        assertThat(count("flyball:products:{old-*")).isLessThan(1_800);
        assertThat(count("flyball:products:{new-*")).isEqualTo(200);
        assertThat(relief().steps().get(0).name()).isEqualTo("sweep-dead");
        assertThat(relief().steps().get(0).keys()).isGreaterThan(200);
    }

    @Test
    void aRedisThatIsFullAndRefusesWritesIsRelieved() {
        idle("flyball:products:{%d}", 3_000, RestoreParams.restoreParams().idleTime(TWO_HOURS));
        jedis.configSet("maxmemory", Long.toString(used()));
        used("orders:%d", 100);
        assertThatThrownBy(() -> jedis.set("orders:1", "x")).isInstanceOf(JedisDataException.class);

        look(watch(turns, 0), redis.uri());

        assertThat(desk.told).extracting(OptimizationResult::phase).containsExactly(Phase.STARTED, Phase.FINISHED);
        assertThat(desk.last().verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(jedis.set("orders:1", "x")).isEqualTo("OK");
    }

    @Test
    void ofTwoOptimizersOneActsAndTheOtherLeavesTheServerAloneAfterwards() {
        idle("flyball:products:{%d}", 3_000, RestoreParams.restoreParams().idleTime(TWO_HOURS));
        long limit = full();
        try (RedisRelief others = new RedisRelief(redis.uri(), TIMEOUT, "two")) {
            MemoryWatch other = watch(others, limit);
            desk.onTold = result -> {
                if (result.phase() == Phase.STARTED) {
                    look(other, redis.uri());
                }
            };

            look(watch(turns, limit), redis.uri());
            idle("flyball:products:{%d}", 3_000, RestoreParams.restoreParams().idleTime(TWO_HOURS));
            look(other, redis.uri());

            assertThat(desk.told).extracting(OptimizationResult::phase).containsExactly(Phase.STARTED, Phase.FINISHED);
            assertThat(count("flyball:products:*")).isEqualTo(3_000);
        }
    }

    @Test
    void aTurnThatIsNotKeptEndsAndTheNextOneLearnsWhatWasNotEnded() {
        try (RedisTurns gone = new RedisTurns(redis.uri(), TIMEOUT, "work", "gone", Duration.ofMillis(50));
                RedisTurns next = new RedisTurns(redis.uri(), TIMEOUT, "work", "next", Duration.ofSeconds(10))) {
            assertThat(gone.take("server", 1, "m-1")).hasValue("");
            assertThat(next.take("server", 1, "m-2")).isEmpty();

            await().atMost(TIMEOUT).until(() -> next.take("server", 1, "m-2").equals(java.util.Optional.of("m-1")));
            assertThat(gone.keep("server")).isFalse();
            assertThat(next.keep("server")).isTrue();

            next.leave("server", 1, Duration.ofMinutes(1));
            assertThat(gone.take("server", 1, "m-3")).isEmpty();
            assertThat(gone.take("server", 2, "m-3")).hasValue("");
        }
    }

    @Test
    void aRedisThatIsKilledInTheMiddleEndsTheRunWhichSaysSo() {
        try (EmbeddedRedis mortal = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
                Jedis writer = new Jedis("127.0.0.1", mortal.port());
                RedisRelief itsTurns = new RedisRelief(mortal.uri(), TIMEOUT, "one")) {
            writer.set("flyball:products:{1}", "x".repeat(2_000_000));
            desk.onTold = result -> kill(mortal);

            assertThatThrownBy(() -> look(watch(itsTurns, 1_500_000), mortal.uri()))
                    .isInstanceOf(NodeException.class);

            assertThat(desk.told).extracting(OptimizationResult::phase).containsExactly(Phase.STARTED, Phase.FINISHED);
            assertThat(desk.last().verdict()).isEqualTo(Verdict.INVALID);
            assertThat(desk.last().reason()).contains("ended early").contains("does not answer");
        }
    }

    private static void kill(EmbeddedRedis mortal) {
        mortal.close();
    }

    private static void put(String namespace, String key, long epoch) {
        Stamp stamp = new Stamp(new Basis(epoch, 100, 100, 0), List.of(), NOW_MS - 1_000, 60_000, 60_000, 0);
        byte[] body = "x".repeat(1_000).getBytes(UTF_8);
        jedis.set(EntryKey.of(namespace, key).value(), new Envelope(stamp, body).toBytes());
    }
}
