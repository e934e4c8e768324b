package dev.flyball.cli.demo;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topics of processor and optimizer from their beginning and hands every event to an observer. */
final class TopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Consumer<byte[]>> readers;
    private final Thread thread = new Thread(this::read, "flyball-demo-watch");

    private TopicWatch(KafkaConsumer<byte[], byte[]> consumer, Map<String, Consumer<byte[]>> readers) {
        this.consumer = consumer;
        this.readers = readers;
    }

    /** Starts to read. The topics have to exist; no consumer group is needed, as nothing is shared. */
    static TopicWatch start(String bootstrapServers, Topics topics, Observer observer) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        properties.put("isolation.level", "read_committed");
        TopicWatch watch = new TopicWatch(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                Map.of(
                        topics.endpointMetrics().name(),
                                json -> observer.on(EventJson.read(json, EndpointMetrics.class)),
                        topics.alerts().name(), json -> observer.on(EventJson.read(json, Alert.class)),
                        topics.optimizationRequests().name(),
                                json -> observer.on(EventJson.read(json, OptimizationRequest.class)),
                        topics.optimizationResults().name(),
                                json -> observer.on(EventJson.read(json, OptimizationResult.class))));
        watch.assign();
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assign() {
        List<TopicPartition> partitions = readers.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(found -> new TopicPartition(found.topic(), found.partition()))
                .toList();
        consumer.assign(partitions);
    }

    private void read() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(this::hand);
            }
        } catch (WakeupException e) {
            LOG.debug("closed");
        }
    }

    private void hand(ConsumerRecord<byte[], byte[]> event) {
        Consumer<byte[]> reader = readers.get(event.topic());
        if (reader == null || event.value() == null) {
            return;
        }
        try {
            reader.accept(event.value());
        } catch (MalformedEventException e) {
            LOG.warn("skipped on {} at {}: {}", event.topic(), event.offset(), e.getMessage());
        }
    }
}
