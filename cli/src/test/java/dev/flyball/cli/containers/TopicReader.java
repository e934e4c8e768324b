package dev.flyball.cli.containers;

import dev.flyball.schemas.json.EventJson;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the committed events of a topic from its beginning, each once. */
final class TopicReader<T> implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final Class<T> type;
    private final Queue<T> read = new ArrayDeque<>();

    TopicReader(String bootstrapServers, String topic, Class<T> type) {
        this.type = type;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** The next event that is wanted, if it is there already; those before it are passed over. */
    Optional<T> next(Predicate<T> wanted) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(EventJson.read(record.value(), type)));
        while (!read.isEmpty()) {
            T event = read.remove();
            if (wanted.test(event)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
