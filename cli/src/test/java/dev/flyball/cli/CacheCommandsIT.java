package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.cli.Shell.Result;
import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.embedded.EmbeddedRedis;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The commands of the cache on a real Kafka and a real Redis. */
class CacheCommandsIT {
    private static final String PRODUCT = "{\"id\":\"42\",\"price\":100}";

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static EmbeddedRedis redis;
    private static Jedis jedis;
    private static Shell shell;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
        redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        jedis = new Jedis("127.0.0.1", redis.port());
        shell = new Shell(
                Map.of(
                        "FLYBALL_KAFKA_BOOTSTRAP_SERVERS",
                        kafka.bootstrapServers(),
                        "FLYBALL_REDIS_URL",
                        redis.uri().toString()),
                folder);
        assertThat(shell.run("topics", "create").exitCode()).isZero();
        // The namespace that the tests share: its first use makes it known.
        ok("cache", "put", "products", "first", "{}");
    }

    @AfterAll
    static void stop() {
        jedis.close();
        redis.close();
        kafka.close();
    }

    @BeforeEach
    void empty() {
        jedis.flushAll();
    }

    private static Result ok(String... args) {
        Result result = shell.run(args);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private static JsonNode json(String... args) throws Exception {
        return new ObjectMapper().readTree(ok(args).out());
    }

    @Test
    void whatIsPutIsShownWithAllThatIsKnownOfItAndInvalidatedByItsTag() throws Exception {
        ok("cache", "put", "products", "42", PRODUCT, "--ttl", "10m", "--tag", "brand:acme");

        assertThat(ok("cache", "get", "products", "42", "--raw").out()).isEqualTo(PRODUCT);
        assertThat(ok("cache", "get", "products", "42").out())
                .contains(PRODUCT, "flyball:products:{42}", "verdict      fresh");
        JsonNode entry = json("cache", "get", "products", "42", "-o", "json");
        assertThat(entry.path("freshForMs").asLong()).isBetween(500_000L, 660_000L);
        assertThat(entry.path("tags")).hasSize(1);

        assertThat(ok("cache", "invalidate", "products", "--tag", "brand:acme", "--dry-run")
                        .out())
                .startsWith("products#brand:acme|{\"schemaVersion\":1");
        ok("cache", "invalidate", "products", "--tag", "brand:acme", "--soft", "--reason", "new prices");
        assertThat(json("cache", "get", "products", "42", "-o", "json")
                        .path("verdict")
                        .asText())
                .isEqualTo("superseded");
        assertThat(ok("cache", "tags", "products").out())
                .containsPattern("products +brand:acme +\\d+ .* soft +- +new prices");
    }

    @Test
    void aKeyIsInvalidatedInRedisAndOnTheLogWhichIsWatched() throws Exception {
        ok("cache", "put", "products", "43", PRODUCT);
        CompletableFuture<Result> watching = CompletableFuture.supplyAsync(
                () -> shell.run("cache", "watch", "products", "--count", "1", "--output", "json"));
        // Whoever watches sees what comes from now on; so it comes until it is seen.
        Awaitility.await().until(() -> {
            ok("cache", "invalidate", "products", "43");
            return watching.isDone();
        });

        assertThat(watching.get().exitCode()).isZero();
        List<String> lines = watching.get().out().lines().toList();
        assertThat(lines).hasSize(1);
        for (String line : lines) {
            JsonNode change = new ObjectMapper().readTree(line);
            assertThat(change.path("kind").asText()).isEqualTo("key");
            assertThat(change.path("key").asText()).isEqualTo("43");
        }
        Result gone = shell.run("cache", "get", "products", "43");
        assertThat(gone.exitCode()).isEqualTo(1);
        assertThat(gone.err()).contains("no value of 43 in products");
    }

    @Test
    void namespacesSayWhyAndSinceWhenTheirValuesAreStale() throws Exception {
        ok("cache", "invalidate", "products", "--reason", "bad \u001b[2Jdeploy");

        assertThat(ok("cache", "namespaces").out())
                .contains("bad \u00b7[2Jdeploy")
                .doesNotContain("\u001b");
        JsonNode row = json("cache", "namespaces", "-o", "json").get(0);
        assertThat(row.path("namespace").asText()).isEqualTo("products");
        assertThat(row.path("mode").asText()).isEqualTo("NORMAL");
        assertThat(row.path("minFreshAgeMs").asLong()).isBetween(-1_000L, 60_000L);
    }

    @Test
    void aMistypedNamespaceOrAnythingElseThatMakesNoSenseIsRefused() {
        Result unknown = shell.run("cache", "invalidate", "prodcuts");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("no app has a namespace prodcuts", "products");

        List.of(
                        "cache get pro#ducts 42",
                        "cache put products 42 {",
                        "cache put products 42 {} --ttl soon",
                        "cache invalidate products 42 --tag x",
                        "cache invalidate products 42 --soft",
                        "cache invalidate products --tag x --without-kafka",
                        "cache watch --count 0",
                        "cache stats --sample -1",
                        "cache memory --sample 0",
                        "cache sweep *",
                        "cache sweep --dead",
                        "cache sweep orders:* --resume 17",
                        "cache sweep orders:* --max-probe-latency 1us")
                .forEach(line -> {
                    Result result = shell.run(line.split(" "));
                    assertThat(result.exitCode()).as(line).isEqualTo(2);
                    assertThat(result.out()).as(line).isEmpty();
                });
    }

    @Test
    void memoryIsShownByNamespaceWithTheLargestKeys() throws Exception {
        ok("cache", "put", "products", "42", PRODUCT);
        jedis.set("orders:all", "x".repeat(3 << 20));

        JsonNode report = json("cache", "memory", "-o", "json").get(0);
        assertThat(report.path("level").asText()).isEqualTo("OK");
        assertThat(report.path("memory").path("used").asLong()).isGreaterThan(3 << 20);
        assertThat(report.path("bigKeys").get(0).path("name").asText()).isEqualTo("orders:all");
        assertThat(ok("cache", "memory", "--set", "optimizer.memory.limit-mb=2").out())
                .contains("CRITICAL", " of 2.0 MiB", "products", "(others)", "orders:all")
                .containsPattern("unused for \\S+ m?s or longer");
    }

    @Test
    void statsCountTheKeysOfEachNamespaceAndASweepRemovesThem() throws Exception {
        ok("cache", "put", "products", "44", PRODUCT);
        for (int i = 0; i < 300; i++) {
            jedis.set("orders:" + i, "x");
        }

        JsonNode stats = json("cache", "stats", "-o", "json");
        assertThat(stats.path("servers").get(0).path("memoryBytes").asLong()).isPositive();
        assertThat(stats.path("namespaces")).anySatisfy(share -> {
            assertThat(share.path("namespace").asText()).isEqualTo("");
            assertThat(share.path("keys").asLong()).isEqualTo(300);
        });
        assertThat(ok("cache", "stats").out())
                .containsPattern("\\(others\\) +300")
                .containsPattern("products +2");

        assertThat(ok("cache", "sweep", "orders:*", "--dry-run").out()).contains("would remove 300 keys", "orders:");
        assertThat(json("cache", "sweep", "orders:*", "-o", "json")
                        .path("removed")
                        .asLong())
                .isEqualTo(300);
        assertThat(jedis.keys("*")).containsExactlyInAnyOrder("flyball:products:{44}", "flyball:products:{44}:l");
    }

    @Test
    void whatNoAppWouldServeAnyMoreIsSweptAsDead() {
        ok("cache", "put", "products", "45", PRODUCT);
        assertThat(ok("cache", "sweep", "--namespace", "products", "--dead").out())
                .contains("removed      0 keys");

        ok("cache", "invalidate", "products");

        assertThat(ok("cache", "sweep", "--namespace", "products", "--dead").out())
                .contains("removed      1 keys");
        assertThat(jedis.exists("flyball:products:{45}")).isFalse();
    }

    @Test
    void withoutKafkaThereIsStillRedis() {
        String noKafka = "kafka.bootstrap.servers=127.0.0.1:1";
        ok("cache", "put", "alone", "1", "{}", "--without-kafka", "--set", noKafka);

        assertThat(ok("cache", "get", "alone", "1", "--without-kafka", "--set", noKafka)
                        .out())
                .contains("verdict      unknown");
        ok("cache", "invalidate", "alone", "1", "--without-kafka", "--set", noKafka);

        assertThat(jedis.exists("flyball:alone:{1}")).isFalse();
        assertThat(shell.run("cache", "namespaces", "--set", noKafka).exitCode())
                .isEqualTo(4);
        assertThat(shell.run("cache", "stats", "--set", "redis.url=redis://127.0.0.1:1")
                        .exitCode())
                .isEqualTo(4);
        assertThat(shell.run("cache", "stats", "--set", "redis.url=redis+cluster://127.0.0.1:1,127.0.0.1:2")
                        .exitCode())
                .isEqualTo(4);
    }
}
