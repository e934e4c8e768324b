package dev.flyball.optimizer;

import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.schemas.AlertKind.ERROR;
import static dev.flyball.schemas.CacheOutcome.L1;
import static dev.flyball.schemas.CacheOutcome.MISS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.optimizer.resources.ResourceConfig;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Freeze;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Whatever dies and whenever: each action begins once and ends once, and control records follow one another. */
class OptimizerCrashIT {
    private static final int KILLS = Integer.getInteger("flyball.kills", 2);
    private static final int NAMESPACES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    static Path kafkaFolder;

    private static EmbeddedKafka kafka;

    @TempDir
    Path folder;

    private Topics topics;
    private KafkaProducer<String, byte[]> producer;
    private TopicReader controls;
    private TopicReader results;
    private int windows;
    private String alerts = "alert-";
    private final Map<Integer, Integer> asked = new HashMap<>();

    @BeforeAll
    static void startKafka() {
        startKafka(0);
    }

    private static void startKafka(int port) {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT
                .withDataFolder(kafkaFolder)
                .withPort(port)
                .withBrokerProperties(Map.of(
                        "group.min.session.timeout.ms",
                        "1000",
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                        "500")));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    /** Topics of its own for each test. */
    @BeforeEach
    void start(TestInfo test) throws Exception {
        topics = new Topics(test.getTestMethod().orElseThrow().getName().substring(0, 20) + '.', 2);
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(topics.all().stream()
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
        controls = new TopicReader(kafka.bootstrapServers(), topics.cacheControl());
        results = new TopicReader(kafka.bootstrapServers(), topics.optimizationResults());
    }

    @AfterEach
    void stop() {
        producer.close(Duration.ZERO);
        controls.close();
        results.close();
    }

    /**
     * Two instances share the namespaces; one of them is killed again and again, comes back to its stores, and at the end
     * does not, so that the other one takes over what it had begun. For more kills: {@code -Dflyball.kills=30}.
     */
    @Test
    void howeverOftenAnInstanceIsKilledEachActionBeginsOnceAndEndsOnce() throws Exception {
        Random random = new Random(42);
        try (OptimizerApp survivor = app("survivor")) {
            survivor.start();
            for (int kill = 0; kill < KILLS; kill++) {
                OptimizerProcess victim =
                        OptimizerProcess.start(kafka.bootstrapServers(), topics.prefix(), folder.resolve("victim"));
                try {
                    victim.awaitRunning(PATIENCE);
                    int seen = told().size();
                    int more = 1 + random.nextInt(8);
                    await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
                        drive(true);
                        return told().size() >= seen + more;
                    });
                } finally {
                    victim.kill();
                }
            }
            // Also what the dead one owned.
            int before = told().size();
            await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
                drive(true);
                return begun(before).size() == NAMESPACES;
            });
            finish();
        }

        assertThatAllFollowsOneAnother();
    }

    @Test
    void whileKafkaIsAwayWhatRunsIsNeverHalfKnown() {
        try (OptimizerApp app = app("only")) {
            app.start();
            beginAll();

            String servers = kafka.bootstrapServers();
            kafka.close();
            startKafka(Integer.parseInt(servers.substring(servers.indexOf(':') + 1)));

            finish();
        }

        assertThatAllFollowsOneAnother();
    }

    @Test
    void whileRedisIsAwayWhatRunsEndsAllTheSame() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
                OptimizerApp app = new OptimizerApp(
                        config("only")
                                .withResources(new ResourceConfig(
                                        redis.uri(), Duration.ofMillis(100), MemoryPolicy.defaults())),
                        CLOCK)) {
            app.start();
            beginAll();
            await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
                drive(false);
                return told().stream().anyMatch(result -> result.phase() == Phase.STAGED);
            });

            kill(redis);

            finish();
        }

        assertThatAllFollowsOneAnother();
        assertThat(told())
                .filteredOn(result -> result.phase() == Phase.FINISHED)
                .hasSizeGreaterThanOrEqualTo(NAMESPACES)
                .allSatisfy(result -> assertThat(result.reason()).containsPattern("Redis (told nothing )?meanwhile"));
    }

    /** Ordered while no optimizer ran, it counts for what had begun before, and for whatever starts later. */
    @Test
    void theKillSwitchIsStillPulledAfterARestart() {
        try (OptimizerApp app = app("only")) {
            app.start();
            beginAll();
        }
        freeze(true);
        try (OptimizerApp app = app("only")) {
            app.start();
            await().atMost(PATIENCE).pollInterval(POLL).until(() -> running().isEmpty());
            assertThat(told())
                    .filteredOn(result -> result.phase() == Phase.FINISHED)
                    .hasSize(NAMESPACES)
                    .allSatisfy(result -> assertThat(result.reason()).contains("frozen by anna: the sale begins"));
            assertThatAllFollowsOneAnother();

            // Of another alert: what was asked before the restart may have been declined already.
            alerts = "later-";
            await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
                drive(true);
                return later().size() == NAMESPACES;
            });
            assertThat(later())
                    .allSatisfy(result -> assertThat(result.phase()).isEqualTo(Phase.DECLINED))
                    .allSatisfy(result -> assertThat(result.reason()).contains("frozen by anna: the sale begins"));

            freeze(false);
            beginAll();
        }
    }

    private List<OptimizationResult> later() {
        return told().stream()
                .filter(result -> result.alert().startsWith("later-"))
                .toList();
    }

    private static void kill(EmbeddedRedis redis) {
        redis.close();
    }

    private void freeze(boolean active) {
        Freeze all = new Freeze(Freeze.SCHEMA_VERSION, null, active, CLOCK.millis(), null, "anna", "the sale begins");
        producer.send(new ProducerRecord<>(topics.freezes().name(), all.key(), EventJson.write(all)));
        producer.flush();
    }

    /** Asks until an action is running on each namespace. */
    private void beginAll() {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
            Set<String> running = running();
            for (int i = 0; i < NAMESPACES; i++) {
                if (!running.contains("namespace-" + i)) {
                    ask(i);
                }
            }
            producer.flush();
            return running.size() == NAMESPACES;
        });
    }

    /** What was begun is measured until it has ended; nothing more is asked for. */
    private void finish() {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
            drive(false);
            return running().isEmpty();
        });
    }

    private void assertThatAllFollowsOneAnother() {
        Map<String, List<CacheControl>> written =
                controls.seen(CacheControl.class).stream().collect(Collectors.groupingBy(CacheControl::namespace));
        assertThat(written).allSatisfy((namespace, records) -> {
            assertThat(records)
                    .extracting(CacheControl::version)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, records.size()).boxed().toList());
            // Each dies by itself, whoever is not there to renew it.
            assertThat(records).allSatisfy(record -> assertThat(record.until()).isPositive());
            assertThat(records.get(records.size() - 1).mode()).hasToString("NORMAL");
        });
        Map<String, String> open = new HashMap<>();
        Set<String> begun = new HashSet<>();
        for (OptimizationResult result : told()) {
            String namespace = result.namespace();
            if (result.phase() == Phase.STARTED) {
                assertThat(begun.add(result.id())).as("begins once: %s", result).isTrue();
                assertThat(open.put(namespace, result.id())).as("one at a time").isNull();
            } else if (result.phase() == Phase.FINISHED) {
                assertThat(open.remove(namespace)).as("ends once: %s", result).isEqualTo(result.id());
            }
        }
        assertThat(open).isEmpty();
    }

    /** As processor and apps would: asks for what is not helped, and measures what is steered. */
    private void drive(boolean asking) {
        Set<String> helped = running();
        Map<String, CacheControl> newest = new HashMap<>();
        controls.seen(CacheControl.class).forEach(control -> newest.put(control.namespace(), control));
        for (int i = 0; i < NAMESPACES; i++) {
            String namespace = "namespace-" + i;
            Endpoint endpoint = new Endpoint("shop", "GET /" + i);
            if (!helped.contains(namespace) && asking) {
                ask(i);
            }
            CacheControl step = newest.get(namespace);
            if (helped.contains(namespace) && step != null && step.action() != null) {
                int failed = step.cohortFresh() == null ? 30 : 0;
                send(
                        topics.endpointMetrics(),
                        endpoint,
                        Traffic.of(endpoint)
                                .in(namespace)
                                .arm(step.action(), Arm.TREATED, 60, failed, 5)
                                .arm(step.action(), Arm.CONTROL, 540, 270, 5)
                                .windowAt(10 * windows++));
            }
        }
        producer.flush();
    }

    private void ask(int i) {
        Endpoint endpoint = new Endpoint("shop", "GET /" + i);
        int now = (int) ((CLOCK.millis() - T0) / 1000);
        // The same second is the same request.
        if (Integer.valueOf(now).equals(asked.put(i, now))) {
            return;
        }
        send(
                topics.optimizationRequests(),
                endpoint,
                Traffic.of(endpoint)
                        .in("namespace-" + i)
                        .with(L1, 100, 60, 2)
                        .with(MISS, 50, 0, 2)
                        .asksFor(ERROR, alerts + i, now));
    }

    private List<OptimizationResult> told() {
        return results.seen(OptimizationResult.class);
    }

    /** Namespaces of which an action has begun since so many results had been told. */
    private Set<String> begun(int since) {
        List<OptimizationResult> all = told();
        return all.subList(since, all.size()).stream()
                .filter(result -> result.phase() == Phase.STARTED)
                .map(OptimizationResult::namespace)
                .collect(Collectors.toSet());
    }

    /** Namespaces with an action that has begun and not ended. */
    private Set<String> running() {
        Set<String> running = new HashSet<>();
        for (OptimizationResult result : told()) {
            if (result.phase() == Phase.STARTED) {
                running.add(result.namespace());
            } else if (result.phase() == Phase.FINISHED) {
                running.remove(result.namespace());
            }
        }
        return running;
    }

    private OptimizerApp app(String name) {
        return new OptimizerApp(config(name), CLOCK);
    }

    private OptimizerConfig config(String name) {
        return OptimizerProcess.config(kafka.bootstrapServers(), topics.prefix(), folder.resolve(name));
    }

    private void send(Topic topic, Endpoint endpoint, Object event) {
        producer.send(new ProducerRecord<>(topic.name(), endpoint.key(), EventJson.write(event)));
    }
}
