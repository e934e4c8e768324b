package dev.flyball.cli.topics;

import dev.flyball.cli.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A topic that is read from beginning to end, since it is compacted and small. */
public record WholeTopic(Map<String, String> kafka, String name) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * Hands over key and value of each committed record, in the order of each partition; those without a key are nobody's.
     *
     * @throws Failure if Kafka does not answer in time, or there is no such topic
     */
    public void read(BiConsumer<String, byte @Nullable []> taker) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name, PATIENCE).stream()
                    .map(info -> new TopicPartition(name, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw Failure.failed("Kafka has no topic " + name + ": run 'flyball topics create'");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw Failure.connection("Kafka did not give all of " + name + " within " + PATIENCE);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key() != null) {
                        taker.accept(new String(record.key(), StandardCharsets.UTF_8), record.value());
                    }
                });
            }
        } catch (KafkaException e) {
            throw Failure.connection("cannot read " + name + ": " + e.getMessage());
        }
    }
}
