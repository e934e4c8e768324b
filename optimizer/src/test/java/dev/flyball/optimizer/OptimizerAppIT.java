package dev.flyball.optimizer;

import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.optimizer.Traffic.brokenCache;
import static dev.flyball.optimizer.Traffic.healthy;
import static dev.flyball.schemas.AlertKind.ERROR;
import static dev.flyball.schemas.OptimizationResult.Phase.FINISHED;
import static dev.flyball.schemas.OptimizationResult.Phase.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.schemas.CacheControl;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The optimizer against a real broker, with a restart in the middle of an action. */
class OptimizerAppIT {
    private static final Topics TOPICS = new Topics("test.", 2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedKafka kafka;
    private static KafkaProducer<String, byte[]> producer;

    @TempDir
    Path folder;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
        try (Admin admin = Admin.create(client())) {
            List<NewTopic> topics =
                    TOPICS.all().stream().map(OptimizerAppIT::creation).toList();
            admin.createTopics(topics).all().get();
        }
        producer = new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stopKafka() {
        producer.close();
        kafka.close();
    }

    @Test
    void anActionOutlivesTheInstanceThatBeganIt() {
        try (Reader controls = new Reader(TOPICS.cacheControl());
                Reader results = new Reader(TOPICS.optimizationResults())) {
            OptimizationResult started = startAnAction(results);

            assertThat(started.phase()).isEqualTo(STARTED);
            assertThat(controls.await(CacheControl.class).action()).isEqualTo(started.id());

            OptimizationResult finished = measureWithAnotherInstance(results, started);

            assertThat(finished.id()).isEqualTo(started.id());
            assertThat(finished.verdict()).isEqualTo(Verdict.IMPROVED);
        }
    }

    /** Asks again and again, as the processor does: an optimizer that has just started reads from the end. */
    private OptimizationResult startAnAction(Reader results) {
        AtomicInteger second = new AtomicInteger();
        try (OptimizerApp app = app("first")) {
            app.start();
            return await().atMost(PATIENCE)
                    .until(
                            () -> {
                                send(TOPICS.optimizationRequests(), "garbage".getBytes(StandardCharsets.UTF_8));
                                OptimizationRequest request = brokenCache().asksFor(ERROR, second.getAndIncrement());
                                send(TOPICS.optimizationRequests(), EventJson.write(request));
                                return results.first(OptimizationResult.class);
                            },
                            Optional::isPresent)
                    .orElseThrow();
        }
    }

    /** Another folder: what it knows of the action comes from Kafka. */
    private OptimizationResult measureWithAnotherInstance(Reader results, OptimizationResult started) {
        AtomicInteger windows = new AtomicInteger();
        try (OptimizerApp app = app("second")) {
            app.start();
            return await().atMost(PATIENCE)
                    .until(
                            () -> {
                                long start = started.timestamp() + 5_000 + 10 * windows.getAndIncrement();
                                send(
                                        TOPICS.endpointMetrics(),
                                        EventJson.write(healthy().window(start, start + 10_000, 0)));
                                return results.all(OptimizationResult.class).stream()
                                        .filter(result -> result.phase() == FINISHED)
                                        .findFirst();
                            },
                            Optional::isPresent)
                    .orElseThrow();
        }
    }

    private OptimizerApp app(String name) {
        return new OptimizerApp(
                OptimizerConfig.defaults()
                        .withTopics(TOPICS)
                        .withKafka(Map.of("bootstrap.servers", kafka.bootstrapServers()))
                        .withStateDir(folder.resolve(name))
                        .withPolicy(Policy.defaults().withDefaultMode(Mode.AUTO)),
                InstantSource.fixed(Instant.ofEpochMilli(T0)));
    }

    private static void send(Topic topic, byte[] value) {
        producer.send(new ProducerRecord<>(topic.name(), Traffic.PRODUCT.key(), value));
        producer.flush();
    }

    private static NewTopic creation(Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config());
    }

    private static Map<String, Object> client() {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
    }

    /** Reads what is committed on a topic. */
    private static final class Reader implements AutoCloseable {
        private final KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(client(), new StringDeserializer(), new ByteArrayDeserializer());

        Reader(Topic topic) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
        }

        <T> List<T> all(Class<T> type) {
            List<T> events = new ArrayList<>();
            consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(EventJson.read(record.value(), type)));
            return events;
        }

        <T> Optional<T> first(Class<T> type) {
            return all(type).stream().findFirst();
        }

        <T> T await(Class<T> type) {
            return Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> first(type), Optional::isPresent)
                    .orElseThrow();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
