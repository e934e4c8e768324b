package dev.flyball.cli.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.cache.CacheClient;
import dev.flyball.cache.CacheReads;
import dev.flyball.cache.ControlState;
import dev.flyball.cache.FlyballCache;
import dev.flyball.cli.topics.ClusterTopics;
import dev.flyball.ingest.PublisherSettings;
import dev.flyball.ingest.SamplePublisher;
import dev.flyball.optimizer.OptimizerApp;
import dev.flyball.optimizer.OptimizerConfig;
import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.processor.ProcessorApp;
import dev.flyball.processor.ProcessorConfig;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.Verdict;
import dev.flyball.schemas.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/** The whole loop against the images that others run: broken cached values are noticed, thrown out, and judged. */
class PipelineContainersIT {
    private static final Topics TOPICS = new Topics("test.", 2);
    private static final String SERVICE = "shop";
    private static final String OPERATION = "GET /api/products/{id}";
    private static final String NAMESPACE = "products";
    private static final int KEYS = 20;
    private static final String GOOD = "good";
    private static final String BROKEN = "broken";

    private static KafkaContainer kafka;
    private static GenericContainer<?> redis;

    @BeforeAll
    static void startContainers() {
        DockerEngine.isNeededBy(PipelineContainersIT.class);
        kafka = new KafkaContainer("apache/kafka:4.3.1");
        redis = new GenericContainer<>("redis:7.4").withExposedPorts(6379);
        Startables.deepStart(kafka, redis).join();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.getBootstrapServers()))) {
            new ClusterTopics(admin, TOPICS).create(Optional.of((short) 1));
        }
    }

    @AfterAll
    static void stopContainers() {
        if (kafka != null) {
            kafka.stop();
            redis.stop();
        }
    }

    @Test
    void brokenValuesInTheCacheAreNoticedAndThrownOut(@TempDir Path folder) {
        try (ProcessorApp processor = processor(folder);
                OptimizerApp optimizer = optimizer(folder);
                CacheClient client = cacheClient();
                SamplePublisher publisher = publisher();
                TopicReader<Alert> alerts = reader(TOPICS.alerts().name(), Alert.class);
                TopicReader<CacheControl> controls =
                        reader(TOPICS.cacheControl().name(), CacheControl.class);
                TopicReader<OptimizationResult> results =
                        reader(TOPICS.optimizationResults().name(), OptimizationResult.class)) {
            FlyballCache<String> products =
                    client.namespace(NAMESPACE, String.class).build();
            processor.start();
            optimizer.start();
            patiently().until(() -> processor.isRunning() && optimizer.isRunning());
            patiently().until(() -> client.state() == ControlState.LIVE);

            breakAll(products);
            Alert alert = whileReading(products, publisher, alerts, seen -> seen.state() == AlertState.FIRING);
            CacheControl control = whileReading(products, publisher, controls, PipelineContainersIT::isByTheOptimizer);
            OptimizationResult result =
                    whileReading(products, publisher, results, seen -> seen.phase() == Phase.FINISHED);

            assertThat(alert.rule()).isEqualTo("errors");
            assertThat(control.minUsable())
                    .as("older values are not served, whatever else happens")
                    .isEqualTo(control.minFresh());
            assertThat(result.alert()).isEqualTo(alert.id());
            assertThat(control.action()).startsWith(result.id() + '.');
            assertThat(result.type()).isEqualTo("invalidate");
            assertThat(result.verdict()).isEqualTo(Verdict.IMPROVED);
            assertThat(read(products, 1)).isEqualTo(GOOD);
        }
    }

    private static void breakAll(FlyballCache<String> products) {
        for (int key = 0; key < KEYS; key++) {
            products.put(Integer.toString(key), BROKEN);
        }
        assertThat(read(products, 1)).isEqualTo(BROKEN);
    }

    /** A request for each product, and again, until the event is there. */
    private static <T> T whileReading(
            FlyballCache<String> products, SamplePublisher publisher, TopicReader<T> topic, Predicate<T> wanted) {
        return patiently()
                .until(
                        () -> {
                            for (int key = 0; key < KEYS; key++) {
                                publisher.publish(request(products, key));
                            }
                            return topic.next(wanted);
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    /** An app that begins a namespace writes a control record, too. */
    private static boolean isByTheOptimizer(CacheControl control) {
        return control.namespace().equals(NAMESPACE) && control.action() != null;
    }

    private static Sample request(FlyballCache<String> products, int key) {
        int status = read(products, key).equals(GOOD) ? 200 : 500;
        return Sample.of(InstantSource.system().millis(), SERVICE, OPERATION, 5, status)
                .withCache(CacheReads.take().orElseThrow());
    }

    private static String read(FlyballCache<String> products, int key) {
        return products.get(Integer.toString(key), id -> GOOD);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(150)).pollInterval(Duration.ofMillis(200));
    }

    private static ProcessorApp processor(Path folder) {
        return new ProcessorApp(ProcessorConfig.of(kafka.getBootstrapServers())
                .withTopics(TOPICS)
                .withStreams(ProcessorConfig.Streams.DEFAULT.withStateDir(folder.resolve("processor"))));
    }

    private static OptimizerApp optimizer(Path folder) {
        return new OptimizerApp(
                OptimizerConfig.defaults()
                        .withTopics(TOPICS)
                        .withKafka(Map.of("bootstrap.servers", kafka.getBootstrapServers()))
                        .withStateDir(folder.resolve("optimizer"))
                        .withPolicy(Policy.defaults()
                                .withDefaultMode(Mode.AUTO)
                                // Which of the two is tried is drawn, unless there is only one.
                                .withMode("invalidate-soft", Mode.OFF)
                                .withHoldOut(0)
                                .withStaging(Staging.DEFAULT.withBaselineLooks(1))),
                InstantSource.system());
    }

    private static CacheClient cacheClient() {
        return CacheClient.builder()
                .redis(URI.create("redis://" + redis.getHost() + ":" + redis.getMappedPort(6379)))
                .kafka(Map.of("bootstrap.servers", kafka.getBootstrapServers()), TOPICS)
                .build();
    }

    private static SamplePublisher publisher() {
        return SamplePublisher.start(
                Map.of("bootstrap.servers", kafka.getBootstrapServers()),
                PublisherSettings.DEFAULT.withTopic(TOPICS.requestSamples().name()));
    }

    private static <T> TopicReader<T> reader(String topic, Class<T> type) {
        return new TopicReader<>(kafka.getBootstrapServers(), topic, type);
    }
}
