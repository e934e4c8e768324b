package dev.flyball.cli.topics;

import dev.flyball.cli.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A topic read from somewhere to its end, and on from there. Whatever Kafka does not do in time is a {@link Failure}. */
public final class TopicTail implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicTail(Map<String, String> kafka, String topic) {
        this.topic = topic;
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw Failure.failed("Kafka has no topic " + topic + ": run 'flyball topics create'");
            }
            consumer.assign(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** From the first record that there still is. */
    public static TopicTail ofAll(Map<String, String> kafka, String topic) {
        return opened(kafka, topic, tail -> tail.consumer.seekToBeginning(tail.partitions));
    }

    /** From the first record that was written at a moment or later. */
    public static TopicTail since(Map<String, String> kafka, String topic, Instant moment) {
        return opened(kafka, topic, tail -> tail.seek(moment));
    }

    /** From what is written next. */
    public static TopicTail ofNext(Map<String, String> kafka, String topic) {
        return opened(kafka, topic, tail -> tail.ends().forEach(tail.consumer::seek));
    }

    private static TopicTail opened(Map<String, String> kafka, String topic, Consumer<TopicTail> seeking) {
        try {
            TopicTail tail = new TopicTail(kafka, topic);
            try {
                seeking.accept(tail);
                return tail;
            } catch (RuntimeException e) {
                tail.close();
                throw e;
            }
        } catch (KafkaException e) {
            throw unreadable(topic, e);
        }
    }

    /** Reads all that is there now. */
    public void toEnd(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try {
            Map<TopicPartition, Long> ends = ends();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw Failure.connection(
                            "Kafka did not give all of " + topic + " within " + PATIENCE.toSeconds() + " s");
                }
                consumer.poll(POLL).forEach(reader);
            }
        } catch (KafkaException e) {
            throw unreadable(topic, e);
        }
    }

    /** Reads key and value of all that is there now; what has no key is nobody's. */
    public void toEndByKey(BiConsumer<String, byte @Nullable []> reader) {
        toEnd(record -> {
            if (record.key() != null) {
                reader.accept(new String(record.key(), StandardCharsets.UTF_8), record.value());
            }
        });
    }

    /** Reads what comes within a moment, which may be nothing. */
    public void next(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try {
            consumer.poll(POLL).forEach(reader);
        } catch (KafkaException e) {
            throw unreadable(topic, e);
        }
    }

    private void seek(Instant moment) {
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(partition -> partition, at -> moment.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, PATIENCE);
        Map<TopicPartition, Long> ends = ends();
        partitions.forEach(partition -> consumer.seek(
                partition,
                Optional.ofNullable(found.get(partition))
                        .map(OffsetAndTimestamp::offset)
                        .orElseGet(() -> ends.getOrDefault(partition, 0L))));
    }

    private Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions, PATIENCE);
    }

    private static Failure unreadable(String topic, KafkaException fault) {
        return Failure.connection("cannot read " + topic + ": " + fault.getMessage());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
