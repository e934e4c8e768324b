package dev.flyball.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.Invalidation;
import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.redis.RedisServers;
import dev.flyball.cache.sweep.Checkpoint;
import dev.flyball.cache.sweep.KeyPattern;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cache.sweep.Pace;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.cache.sweep.Progress;
import dev.flyball.cache.sweep.Sweep;
import dev.flyball.cache.sweep.SweepFailedException;
import dev.flyball.cache.sweep.SweepListener;
import dev.flyball.cache.sweep.Sweeper;
import dev.flyball.embedded.EmbeddedRedis;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClusterClient;

/** Sweeps of a real Redis. */
class SweepIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long NOW_MS = 1_800_000_000_000L;

    private static EmbeddedRedis redis;
    private static Jedis jedis;

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
        jedis.flushAll();
    }

    private static Progress sweep(URI uri, Sweep sweep) {
        try (RedisServers servers = RedisServers.find(uri, TIMEOUT, System::nanoTime)) {
            return new Sweeper(servers.nodes(), Pace.Limits.DEFAULT, Pause.WAITING, SweepListener.NONE)
                    .run(sweep, Checkpoint.START);
        }
    }

    private static Progress sweep(Sweep sweep) {
        return sweep(redis.uri(), sweep);
    }

    @Test
    void whatMatchesIsGoneAndTheRestIsNot() {
        try (Pipeline pipe = jedis.pipelined()) {
            for (int i = 0; i < 3_000; i++) {
                pipe.set((i % 3 == 0 ? "orders:" : "other:") + i, "x".repeat(100));
            }
        }
        jedis.hset("orders:hash", "field", "value");

        Progress end = sweep(Sweep.keys(new KeyPattern("orders:*")));

        assertThat(end.removed()).isEqualTo(1_001);
        assertThat(end.keys()).isEqualTo(3_001);
        assertThat(end.share()).isGreaterThan(0.9);
        assertThat(end.bytes().orElseThrow()).isBetween(100_000L, 300_000L);
        assertThat(jedis.dbSize()).isEqualTo(2_000);
        assertThat(jedis.keys("orders:*")).isEmpty();
    }

    @Test
    void aHostilePatternMatchesWhatRedisSaysAndALiteralJustItself() {
        List<String> names =
                List.of("a*", "ab", "a?c", "abc", "a[b]c", "a\\c", "a^c", "a]c", "a-c", "[", "a\r\nDEL x\r\n");
        for (String name : names) {
            jedis.flushAll();
            names.forEach(each -> jedis.set(each, "1"));

            Progress end = sweep(Sweep.keys(KeyPattern.literal(name)));

            assertThat(end.removed()).as(name).isEqualTo(1);
            assertThat(jedis.exists(name)).as(name).isFalse();
        }
        jedis.flushAll();
        names.forEach(each -> jedis.set(each, "1"));
        for (String pattern : List.of("a[^b]c", "a[", "a[]-^]c", "a\\", "[[]", "a?c*", "a[^]c", "a[b-\\")) {
            Set<String> expected = new TreeSet<>(jedis.keys(pattern));

            Progress end = sweep(Sweep.everyKey(new KeyPattern(pattern)).dry());

            assertThat(new TreeSet<>(end.samples())).as(pattern).isEqualTo(expected);
            assertThat(expected).as(pattern).allMatch(name -> name.startsWith(new KeyPattern(pattern).prefix()));
        }
    }

    @Test
    void justTheValuesOfANamespaceThatNobodyWouldServeAreDead() {
        ControlTable table = new ControlTable();
        table.merge(ControlTable.introduction("products", NOW_MS - 10_000), 0);
        long before = NOW_MS - 10_000;
        table.merge(table.invalidation("products", Invalidation.SOFT, "prices", NOW_MS - 3_000), 1);
        long soft = NOW_MS - 3_000;
        put("products", "hard", before - 1);
        put("products", "soft", before);
        put("products", "fresh", soft);
        put("others", "hard", before - 1);
        jedis.set("flyball:products:{alien}", "not ours");
        jedis.set("flyball:products:{hard}:l", "L1");

        Progress end = sweep(Sweep.deadEpochs("products", table, NOW_MS));

        assertThat(end.removed()).isEqualTo(1);
        assertThat(end.spared()).isEqualTo(3);
        assertThat(jedis.keys("*"))
                .containsExactlyInAnyOrder(
                        "flyball:products:{soft}",
                        "flyball:products:{fresh}",
                        "flyball:others:{hard}",
                        "flyball:products:{alien}",
                        "flyball:products:{hard}:l");
    }

    @Test
    void aNamespaceIsSweptByTheKeysOfItsUsers() {
        put("products", "eu west-1", 1);
        put("products", "eu west*", 1);
        put("products", "us", 1);

        Progress end = sweep(Sweep.namespace("products", "eu west*"));

        assertThat(end.removed()).isEqualTo(2);
        assertThat(jedis.keys("*")).containsExactly("flyball:products:{us}");
    }

    @Test
    void aServerThatRefusesOrIsAwaySaysWhy() {
        jedis.set("orders:1", "x");
        jedis.aclSetUser("reader", "on", ">secret", "~*", "+@read", "+ping", "+info");
        URI reader = URI.create("redis://reader:secret@127.0.0.1:" + redis.port());

        assertThatThrownBy(() -> sweep(reader, Sweep.keys(new KeyPattern("orders:*"))))
                .isInstanceOf(SweepFailedException.class)
                .hasMessageContaining("NOPERM");
        assertThatThrownBy(() -> RedisServers.find(
                        URI.create("redis+cluster://127.0.0.1:1"), Duration.ofMillis(100), System::nanoTime))
                .isInstanceOf(NodeException.class);
        assertThat(jedis.exists("orders:1")).isTrue();
    }

    @Test
    void allMastersOfAClusterAreSwept() {
        try (ClusterOfTwo cluster = ClusterOfTwo.start();
                RedisClusterClient client = RedisClusterClient.builder()
                        .nodes(Set.of(
                                HostAndPort.from(cluster.uri().getAuthority().split(",")[0])))
                        .build()) {
            for (int i = 0; i < 500; i++) {
                client.set("orders:" + i, "x");
                client.set("others:" + i, "x");
            }

            Progress end = sweep(cluster.uri(), Sweep.keys(new KeyPattern("orders:*")));

            assertThat(end.removed()).isEqualTo(500);
            assertThat(end.checkpoint().cursors())
                    .hasSize(2)
                    .allSatisfy((name, cursor) -> assertThat(cursor).isEqualTo("done"));
            assertThat(client.exists("others:0", "others:0")).isEqualTo(2);
            assertThat(client.get("orders:499")).isNull();
        }
    }

    private static void put(String namespace, String key, long epoch) {
        Stamp stamp = new Stamp(new Basis(epoch, 100, 100, 0), List.of(), NOW_MS - 1_000, 60_000, 60_000, 0);
        jedis.set(EntryKey.of(namespace, key).value(), new Envelope(stamp, "{}".getBytes(UTF_8)).toBytes());
    }
}
