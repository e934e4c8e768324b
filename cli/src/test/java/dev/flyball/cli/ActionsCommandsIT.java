package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.cli.Shell.Result;
import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.topics.TopicWriter;
import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.optimizer.OptimizerApp;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.optimizer.resources.ResourceConfig;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Evidence;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OutcomeMetrics;
import dev.flyball.schemas.ResponseTime;
import dev.flyball.schemas.Severity;
import dev.flyball.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.RestoreParams;

/** Orders on a real Kafka with a running optimizer: from the proposal to the kill switch. */
class ActionsCommandsIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static EmbeddedRedis redis;
    private static OptimizerApp optimizer;
    private static Shell shell;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
        redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        Map<String, String> environment =
                Map.of("FLYBALL_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(), "FLYBALL_TOPICS_PARTITIONS", "1");
        shell = new Shell(environment, folder);
        assertThat(shell.run("topics", "create").exitCode()).isZero();
        FlyballConfig config = FlyballConfig.load(new Surroundings(environment, folder), null, List.of());
        optimizer = new OptimizerApp(
                config.optimizer()
                        .withStateDir(folder)
                        .withResources(new ResourceConfig(
                                redis.uri(),
                                Duration.ofMillis(200),
                                MemoryPolicy.defaults().withMode(Mode.APPROVE).withLimit(5 << 20)))
                        .withPolicy(Policy.defaults()
                                .withDefaultMode(Mode.APPROVE)
                                .withHoldOut(0)
                                .withMode("invalidate-soft", Mode.OFF)
                                .withCooldown(Duration.ZERO)),
                CLOCK);
        optimizer.start();
        await().atMost(PATIENCE).pollInterval(POLL).until(optimizer::isRunning);
    }

    @AfterAll
    static void stop() {
        optimizer.close();
        redis.close();
        kafka.close();
    }

    @Test
    void whatIsProposedIsShownApprovedAndStopped() throws Exception {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
            ask("alert-1", CLOCK.millis());
            return listed("waits for approval");
        });
        JsonNode proposed = json("actions", "list", "-o", "json").get(0);
        String id = proposed.path("id").asText();
        assertThat(shell.run("actions", "show", id).out())
                .contains(
                        "action   " + id, "invalidate on products", "storefront|GET /products", "before   150 requests")
                .contains("proposed: 60 of 150 requests have failed");

        Result approved = shell.run("actions", "approve", id, "--reason", "seen with the team", "--by", "anna");
        assertThat(approved.exitCode()).as(approved.err()).isZero();
        assertThat(approved.out()).contains("It has begun.", "Approved by anna: seen with the team.");
        assertThat(listed("being measured")).isTrue();

        Result again = shell.run("actions", "approve", id, "--reason", "once more");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out()).contains("No action " + id + " waits for approval");

        Result frozen = shell.run("actions", "freeze", "--reason", "the sale begins", "--by", "anna");
        assertThat(frozen.exitCode()).as(frozen.err()).isZero();
        assertThat(frozen.out()).contains("Of 1 running actions 1 were taken back.");
        assertThat(listed("ended INVALID")).isTrue();
        assertThat(json("actions", "show", id, "-o", "json").findValuesAsText("phase"))
                .containsExactly("PROPOSED", "STARTED", "FINISHED");

        ask("alert-2", CLOCK.millis());
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> shell.run("actions", "list", "--all").out().contains("not done"));
        assertThat(shell.run("actions", "unfreeze", "--reason", "it is over").exitCode())
                .isZero();
    }

    @Test
    void theReliefOfAFullRedisIsDoneOnceItIsApproved() throws Exception {
        fillWithIdleValues();
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> relief("waits for approval"));
        String id = json("actions", "list", "-o", "json").get(0).path("id").asText();
        assertThat(shell.run("actions", "show", id).out()).contains("It would be relieved");

        Result approved = shell.run("actions", "approve", id, "--reason", "the sale begins", "--by", "anna");
        assertThat(approved.exitCode()).as(approved.err()).isZero();
        assertThat(approved.out()).contains("It has begun. Approved by anna: the sale begins.");

        await().atMost(PATIENCE).pollInterval(POLL).until(() -> relief("ended IMPROVED"));
        assertThat(json("actions", "show", id, "-o", "json").findValuesAsText("phase"))
                .containsExactly("PROPOSED", "STARTED", "FINISHED");
        Result again = shell.run("actions", "approve", id, "--reason", "once more");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("only a relief that waits for approval hears orders");
    }

    private static boolean relief(String state) {
        return shell.run("actions", "list")
                .out()
                .lines()
                .anyMatch(line -> line.contains("relieve-memory") && line.contains(state));
    }

    private static void fillWithIdleValues() {
        try (Jedis jedis = new Jedis(redis.uri());
                Pipeline pipe = jedis.pipelined()) {
            jedis.set("template", "x".repeat(1_000));
            byte[] dump = jedis.dump("template");
            for (int i = 0; i < 3_500; i++) {
                pipe.restore(
                        "flyball:products:{" + i + '}',
                        0,
                        dump,
                        RestoreParams.restoreParams().idleTime(7_200));
            }
        }
    }

    @Test
    void whatIsNotThereIsSaid() {
        Result unknown = shell.run("actions", "rollback", "a-nothing", "--reason", "why not");

        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("no action a-nothing in the last week");
        assertThat(shell.run("actions", "rollback", "a-1").exitCode()).isEqualTo(2);
        assertThat(shell.run("actions", "freeze", "--reason", "a <b>").exitCode())
                .isEqualTo(2);
    }

    private static boolean listed(String state) {
        return shell.run("actions", "list").out().contains(state);
    }

    private static JsonNode json(String... args) throws Exception {
        return new ObjectMapper().readTree(shell.run(args).out());
    }

    /** Reads that are spoiled by what is in the cache. */
    private static void ask(String id, long now) {
        EndpointMetrics window = new EndpointMetrics(
                1,
                "storefront",
                "GET /products",
                now - 30_000,
                now,
                0,
                150,
                60,
                0.4,
                5,
                ResponseTime.NONE,
                10,
                null,
                List.of(new CacheMetrics(
                        "products",
                        Map.of(
                                CacheOutcome.L1,
                                new OutcomeMetrics(100, 60, 2),
                                CacheOutcome.MISS,
                                new OutcomeMetrics(50, 0, 20)),
                        0.66)),
                List.of(),
                0,
                null,
                null);
        Alert alert = new Alert(
                1,
                id,
                "failing",
                AlertKind.ERROR,
                "storefront",
                "GET /products",
                AlertState.FIRING,
                now - 20_000,
                now - 10_000,
                null,
                Severity.CRITICAL,
                Metric.ERROR_RATE,
                0.4,
                0.4,
                0.05,
                new Evidence(now - 30_000, now, 150, null, null, null, null),
                List.of(),
                Map.of(),
                1);
        OptimizationRequest request =
                new OptimizationRequest(1, id + "-" + now, now, "storefront", "GET /products", 1, alert, window);
        new TopicWriter(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        Topics.DEFAULT.optimizationRequests().name())
                .write(List.of(new TopicWriter.Entry(request.endpointOf().key(), request)));
    }
}
