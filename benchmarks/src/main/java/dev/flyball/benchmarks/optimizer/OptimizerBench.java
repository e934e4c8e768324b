package dev.flyball.benchmarks.optimizer;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker in this JVM, an optimizer in another one, and the topics between them. */
final class OptimizerBench implements AutoCloseable {
    static final int PARTITIONS = 4;
    static final Topics TOPICS = new Topics("bench.", PARTITIONS);

    private final EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT.withBrokerProperties(
            // A machine that is busy measuring must not look like a broker that is gone.
            Map.of("broker.session.timeout.ms", "60000")));
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> controls;
    private final Process optimizer;
    private final Thread listener;
    private volatile Usage usage = new Usage(0, 0);
    private volatile boolean running;

    /**
     * What the optimizer's JVM has taken.
     *
     * @param cpuNanos processor time since its start
     * @param heapBytes in use, garbage included
     */
    record Usage(long cpuNanos, long heapBytes) {}

    OptimizerBench() throws IOException, ExecutionException, InterruptedException {
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "0");
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(TOPICS.all().stream()
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
        controls = new KafkaConsumer<>(
                // As the apps' caches read them.
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all =
                List.of(new TopicPartition(TOPICS.cacheControl().name(), 0));
        controls.assign(all);
        controls.seekToBeginning(all);
        Path stateDir = Files.createTempDirectory("flyball-bench-optimizer");
        optimizer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OptimizerServer.class.getName(),
                        kafka.bootstrapServers(),
                        TOPICS.prefix(),
                        stateDir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        listener = new Thread(this::listen, "bench-usage");
        listener.setDaemon(true);
        listener.start();
        while (!running && optimizer.isAlive()) {
            Thread.sleep(100);
        }
    }

    /** As of at most a second ago. */
    Usage usage() {
        return usage;
    }

    void send(Topic topic, String key, Object event) {
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic.name(), key, EventJson.write(event)));
    }

    /** Hands on the control records that come within a moment. */
    void controls(Duration moment, Consumer<CacheControl> reader) {
        controls.poll(moment).forEach(record -> reader.accept(EventJson.read(record.value(), CacheControl.class)));
    }

    private void listen() {
        try (BufferedReader out = optimizer.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] parts = line.split(" ", -1);
                if (parts.length == 2 && parts[0].matches("\\d+") && parts[1].matches("\\d+")) {
                    usage = new Usage(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
                    running = true;
                }
            }
        } catch (IOException e) {
            // It has ended, and so does this.
            running = false;
        }
    }

    @Override
    public void close() {
        optimizer.destroy();
        controls.close();
        producer.close(Duration.ZERO);
        kafka.close();
    }
}
