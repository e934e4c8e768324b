package dev.flyball.optimizer;

import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.optimizer.Traffic.brokenCache;
import static dev.flyball.schemas.AlertKind.ERROR;
import static dev.flyball.schemas.CacheOutcome.L1;
import static dev.flyball.schemas.CacheOutcome.MISS;
import static dev.flyball.schemas.OptimizationResult.Phase.DECLINED;
import static dev.flyball.schemas.OptimizationResult.Phase.FINISHED;
import static dev.flyball.schemas.OptimizationResult.Phase.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.memory.Caution;
import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.optimizer.memory.RunBudget;
import dev.flyball.optimizer.resources.ResourceConfig;
import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Freeze;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Verdict;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.RestoreParams;

/** The optimizer against a real broker, two instances of it, and the end of one in the middle of an action. */
class OptimizerAppIT {
    private static final Topics TOPICS = new Topics("test.", 2);
    private static final Topics OTHER_TOPICS = new Topics("other.", 1);
    private static final Endpoint SEARCH = new Endpoint("storefront", "GET /api/search");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedKafka kafka;
    private static KafkaProducer<String, byte[]> producer;

    @TempDir
    Path folder;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
        try (Admin admin = Admin.create(client())) {
            List<NewTopic> topics = Stream.of(TOPICS, OTHER_TOPICS)
                    .flatMap(each -> each.all().stream())
                    .map(OptimizerAppIT::creation)
                    .toList();
            admin.createTopics(topics).all().get();
        }
        producer = new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stopKafka() {
        producer.close();
        kafka.close();
    }

    /** Two instances, two endpoints of different partitions that read one namespace, and one instance that goes away. */
    @Test
    void aNamespaceHasOneActionWhichOutlivesTheInstanceThatBeganIt() {
        try (TopicReader controls = new TopicReader(kafka.bootstrapServers(), TOPICS.cacheControl());
                TopicReader results = new TopicReader(kafka.bootstrapServers(), TOPICS.optimizationResults());
                TopicReader scores = new TopicReader(kafka.bootstrapServers(), TOPICS.actionScores());
                OptimizerApp second = app("second")) {
            try (OptimizerApp first = app("first")) {
                first.start();
                second.start();
                await().atMost(PATIENCE).until(() -> first.isRunning() && second.isRunning());
                askForBoth(results);
            }
            measureUntilFinished(controls, results);

            List<OptimizationResult> told = results.seen(OptimizationResult.class);
            assertThat(told.stream().filter(result -> result.phase() == STARTED))
                    .hasSize(1);
            assertThat(told.stream().filter(result -> result.phase() == FINISHED))
                    .singleElement()
                    .satisfies(finished -> assertThat(finished.verdict()).isEqualTo(Verdict.IMPROVED));
            assertThat(scores.seen(ActionScore.class)).singleElement().satisfies(score -> {
                assertThat(score.strategy()).isEqualTo("invalidate");
                assertThat(score.tries()).isEqualTo(1);
            });
            assertThat(controls.seen(CacheControl.class))
                    .extracting(CacheControl::version)
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }

    /** The kill switch is pulled before it starts. */
    @Test
    void aRedisThatIsShortOfMemoryIsRelievedOnceNothingIsFrozen() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
                TopicReader results = new TopicReader(kafka.bootstrapServers(), OTHER_TOPICS.optimizationResults())) {
            fillWithIdleValues(redis);
            freeze(true);
            try (OptimizerApp app = relieving(redis, 5 << 20)) {
                app.start();
                await().atMost(PATIENCE).until(app::isRunning);
                long liftedAt = InstantSource.system().millis();
                freeze(false);

                await().atMost(PATIENCE).until(() -> reliefs(results).contains(FINISHED));

                assertThat(results.seen(OptimizationResult.class))
                        .filteredOn(result -> result.relief() != null)
                        .allSatisfy(result -> assertThat(result.timestamp()).isGreaterThanOrEqualTo(liftedAt))
                        .last()
                        .satisfies(result -> assertThat(result.verdict()).isEqualTo(Verdict.IMPROVED));
            }
        }
    }

    private static List<OptimizationResult.Phase> reliefs(TopicReader results) {
        return results.seen(OptimizationResult.class).stream()
                .filter(result -> result.relief() != null)
                .map(OptimizationResult::phase)
                .toList();
    }

    private static void fillWithIdleValues(EmbeddedRedis redis) {
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

    private static void freeze(boolean active) {
        Freeze all = new Freeze(Freeze.SCHEMA_VERSION, null, active, T0, null, "test", "to see that it counts");
        producer.send(new ProducerRecord<>(OTHER_TOPICS.freezes().name(), all.key(), EventJson.write(all)));
        producer.flush();
    }

    private OptimizerApp relieving(EmbeddedRedis redis, long limit) {
        MemoryPolicy policy = MemoryPolicy.defaults()
                .withMode(Mode.AUTO)
                .withLimit(limit)
                .withCaution(new Caution(Duration.ofMinutes(5), Duration.ofHours(1), 0, RunBudget.DEFAULT));
        return new OptimizerApp(
                OptimizerConfig.defaults()
                        .withTopics(OTHER_TOPICS)
                        .withKafka(Map.of("bootstrap.servers", kafka.bootstrapServers()))
                        .withApplicationId("relief")
                        .withStateDir(folder.resolve("relief"))
                        .withResources(new ResourceConfig(redis.uri(), Duration.ofMillis(200), policy)),
                InstantSource.system());
    }

    /** Asks again and again, as the processor does: an optimizer that has just started reads from the end. */
    private static void askForBoth(TopicReader results) {
        AtomicInteger second = new AtomicInteger();
        await().atMost(PATIENCE).until(() -> {
            send(TOPICS.optimizationRequests(), Traffic.PRODUCT, "garbage".getBytes(StandardCharsets.UTF_8));
            int now = second.getAndIncrement();
            ask(brokenCache().asksFor(ERROR, "alert-1", now));
            ask(Traffic.of(SEARCH).with(L1, 100, 60, 2).with(MISS, 50, 0, 2).asksFor(ERROR, "alert-2", now));
            List<OptimizationResult.Phase> phases = results.seen(OptimizationResult.class).stream()
                    .map(OptimizationResult::phase)
                    .toList();
            return phases.contains(STARTED) && phases.contains(DECLINED);
        });
    }

    /** As the processor would, for whatever step the action is at; what it knows of the others comes from Kafka. */
    private static void measureUntilFinished(TopicReader controls, TopicReader results) {
        AtomicInteger windows = new AtomicInteger();
        await().atMost(PATIENCE).until(() -> {
            List<CacheControl> steps = controls.seen(CacheControl.class);
            List<OptimizationResult> told = results.seen(OptimizationResult.class);
            CacheControl step = steps.get(steps.size() - 1);
            Endpoint endpoint = told.stream()
                    .filter(result -> result.phase() == STARTED)
                    .findFirst()
                    .orElseThrow()
                    .endpointOf();
            measure(endpoint, step, 10 * windows.getAndIncrement());
            return told.stream().anyMatch(result -> result.phase() == FINISHED);
        });
    }

    private static void ask(OptimizationRequest request) {
        send(TOPICS.optimizationRequests(), request.endpointOf(), EventJson.write(request));
    }

    private static void measure(Endpoint endpoint, CacheControl step, int second) {
        int failed = step.cohortFresh() == null ? 30 : 0;
        EndpointMetrics window = Traffic.of(endpoint)
                .arm(step.action(), Arm.TREATED, 60, failed, 5)
                .arm(step.action(), Arm.CONTROL, 540, 270, 5)
                .windowAt(second);
        send(TOPICS.endpointMetrics(), endpoint, EventJson.write(window));
    }

    private OptimizerApp app(String name) {
        return new OptimizerApp(
                OptimizerConfig.defaults()
                        .withTopics(TOPICS)
                        .withKafka(Map.of("bootstrap.servers", kafka.bootstrapServers()))
                        .withStateDir(folder.resolve(name))
                        .withPolicy(Policies.invalidateOrServeStale(Mode.AUTO)
                                .withStaging(Staging.DEFAULT.withBaselineLooks(1))),
                InstantSource.fixed(Instant.ofEpochMilli(T0)));
    }

    private static void send(Topic topic, Endpoint endpoint, byte[] value) {
        producer.send(new ProducerRecord<>(topic.name(), endpoint.key(), value));
        producer.flush();
    }

    private static NewTopic creation(Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config());
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
