package dev.flyball.processor;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.Severity;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.SampleWriter;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker with the whole topic catalogue, and the means to write samples and to read what came of them. */
final class Bench implements AutoCloseable {
    static final Topics TOPICS = new Topics("flyball.", 2);

    /** Decides within seconds, as tests have to wait for it in real time. */
    private static final Rule QUICK = new Rule(
            Rule.SCHEMA_VERSION,
            "errors",
            1,
            0,
            true,
            new Condition.Threshold(Metric.ERROR_RATE, 0.05, 2_000, 0.999, 10),
            List.of(Rule.Match.ALL),
            0,
            1_000,
            Severity.CRITICAL,
            null,
            Map.of());

    /** Where there are two, each holds a copy of what the other has. */
    private static final int STANDBYS = 1;

    private final EmbeddedKafka.Settings settings;
    private EmbeddedKafka kafka;
    private final KafkaProducer<byte[], byte[]> producer;

    private Bench(EmbeddedKafka.Settings settings, EmbeddedKafka kafka) {
        this.settings = settings;
        this.kafka = kafka;
        this.producer = new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Bench start(Path dataFolder) throws ExecutionException, InterruptedException {
        EmbeddedKafka.Settings settings = EmbeddedKafka.Settings.DEFAULT
                .withDataFolder(dataFolder)
                .withBrokerProperties(Map.of("group.min.session.timeout.ms", "1000"));
        EmbeddedKafka kafka = EmbeddedKafka.start(settings);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            List<NewTopic> topics = TOPICS.all().stream()
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                    .toList();
            admin.createTopics(topics).all().get();
        }
        return new Bench(settings, kafka);
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    ProcessorConfig config(Path stateDir) {
        return config(kafka.bootstrapServers(), stateDir);
    }

    /** With a session so short that nobody has to wait long for somebody who is dead. */
    static ProcessorConfig config(String bootstrapServers, Path stateDir) {
        return ProcessorConfig.of(bootstrapServers)
                .withKafka(Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "consumer.session.timeout.ms", "2000",
                        "consumer.heartbeat.interval.ms", "400"))
                .withTopics(TOPICS)
                .withMonitor(new MonitorSettings(
                        new RuleSet(List.of(QUICK)),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30),
                        Duration.ofHours(1)))
                .withStreams(new ProcessorConfig.Streams(
                        "processor", stateDir, true, 1, Duration.ofMillis(200), STANDBYS, 64 << 20));
    }

    /** Kafka is away from now on. */
    void stopKafka() {
        kafka.close();
    }

    /** The same Kafka at the same address, with everything that it had. */
    void startKafkaAgain() {
        String servers = kafka.bootstrapServers();
        int port = Integer.parseInt(servers.substring(servers.indexOf(':') + 1));
        kafka = EmbeddedKafka.start(settings.withPort(port));
    }

    void publish(List<Sample> samples) {
        raw(SampleWriter.write(samples));
    }

    void raw(byte[] value) {
        producer.send(new ProducerRecord<>(TOPICS.requestSamples().name(), value));
    }

    void flush() {
        producer.flush();
    }

    /** All committed events of a topic so far, in the order of their partitions. */
    <T> List<T> read(Topic topic, Class<T> type) {
        return readBytes(topic).stream()
                .map(bytes -> EventJson.read(bytes, type))
                .toList();
    }

    List<byte[]> readBytes(Topic topic) {
        return read(topic).stream().map(ConsumerRecord::value).toList();
    }

    /** All committed records of a topic so far, in the order of their partitions. */
    List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        kafka.close();
    }
}
