package dev.flyball.optimizer.resources;

import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is ordered from some moment on, read by nobody's group: whoever looks after a server hears all of it. */
final class OrderTail implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OrderTail.class);
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;

    private OrderTail(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Null if Kafka does not answer. */
    static @Nullable OrderTail open(Map<String, String> kafka, Topics topics) {
        Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings(kafka), new StringDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> all = consumer
                    .partitionsFor(topics.actionCommands().name(), OPEN_TIMEOUT)
                    .stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToEnd(all);
            // Now, not at the first poll: what is written from here on is heard.
            all.forEach(partition -> consumer.position(partition, OPEN_TIMEOUT));
            return new OrderTail(consumer);
        } catch (KafkaException e) {
            log.warn("orders cannot be heard, trying on: {}", e.getMessage());
            consumer.close();
            return null;
        }
    }

    /** Since the last time; what cannot be read is left out. */
    List<ActionCommand> next() {
        List<ActionCommand> next = new ArrayList<>();
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                read(record, next);
            }
        } catch (KafkaException e) {
            log.warn("orders cannot be heard, trying on: {}", e.getMessage());
        }
        return next;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static void read(ConsumerRecord<String, byte[]> record, List<ActionCommand> next) {
        if (record.value() == null) {
            return;
        }
        try {
            next.add(EventJson.read(record.value(), ActionCommand.class));
        } catch (MalformedEventException e) {
            log.warn("skipping an order that cannot be read: {}", e.getMessage());
        }
    }

    private static Map<String, Object> settings(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "latest");
        settings.put("isolation.level", "read_committed");
        return settings;
    }
}
