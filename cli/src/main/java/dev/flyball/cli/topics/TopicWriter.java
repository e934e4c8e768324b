package dev.flyball.cli.topics;

import dev.flyball.cli.Failure;
import dev.flyball.schemas.json.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes a few events to a topic, and returns when Kafka has them. */
public final class TopicWriter {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Map<String, String> kafka;
    private final String topic;

    public TopicWriter(Map<String, String> kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    /**
     * A record to write.
     *
     * @param event null for a tombstone
     */
    public record Entry(String key, @Nullable Object event) {}

    /** @throws Failure if Kafka does not take all of them in time */
    public void write(List<Entry> entries) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("acks", "all");
        properties.put("delivery.timeout.ms", Long.toString(PATIENCE.toMillis()));
        properties.put("request.timeout.ms", "5000");
        properties.put("max.block.ms", Long.toString(PATIENCE.toMillis()));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Entry entry : entries) {
                byte[] key = entry.key().getBytes(StandardCharsets.UTF_8);
                byte[] value = entry.event() == null ? null : EventJson.write(entry.event());
                sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw Failure.connection("Kafka did not take what was written to " + topic + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted");
        }
    }
}
