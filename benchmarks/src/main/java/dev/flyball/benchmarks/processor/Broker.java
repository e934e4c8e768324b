package dev.flyball.benchmarks.processor;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real Kafka with the whole topic catalogue as it is in production, and clients for it. */
public final class Broker implements AutoCloseable {
    public static final Topics TOPICS = Topics.DEFAULT;

    private final EmbeddedKafka kafka;
    private final List<Path> folders = new ArrayList<>();

    private Broker(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    public static Broker start() throws ExecutionException, InterruptedException {
        Broker broker = new Broker(EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT.withBrokerProperties(
                // A machine that is busy measuring must not look like a broker that is gone.
                Map.of("broker.session.timeout.ms", "60000"))));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.servers()))) {
            admin.createTopics(TOPICS.all().stream()
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
        return broker;
    }

    /** A folder for the state of a processor, which goes when the broker goes. */
    public Path newStateDir() throws IOException {
        Path folder = Files.createTempDirectory("flyball-benchmark-");
        folders.add(folder);
        return folder;
    }

    public String servers() {
        return kafka.bootstrapServers();
    }

    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers(),
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        "2",
                        // A topic that was made just now may refuse the first batch and take the second: then the first
                        // is out of order for ever.
                        "max.in.flight.requests.per.connection",
                        "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Reads what is committed, and as soon as it is. */
    public KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", servers(),
                        "isolation.level", "read_committed",
                        "fetch.max.wait.ms", "10"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() throws IOException {
        kafka.close();
        for (Path folder : folders) {
            OutputTopics.delete(folder);
        }
    }
}
