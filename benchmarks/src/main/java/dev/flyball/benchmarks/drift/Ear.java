package dev.flyball.benchmarks.drift;

import dev.flyball.benchmarks.Repeating;
import dev.flyball.benchmarks.processor.Broker;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.json.EventJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads what the processor says, as soon as it is committed, in a thread of its own. */
final class Ear implements AutoCloseable {
    private final InstantSource wallClock = InstantSource.system();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Endpoint, LiveEndpoint> endpoints;
    private final Repeating listening;
    private volatile long publishedUpToMs;

    Ear(Broker broker, Map<Endpoint, LiveEndpoint> endpoints) {
        this.endpoints = endpoints;
        consumer = broker.consumer();
        List<TopicPartition> partitions = List.of(Broker.TOPICS.alerts(), Broker.TOPICS.endpointMetrics()).stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        listening = Repeating.start("ear", this::listen);
    }

    /** End of the newest window that was published, epoch milliseconds. */
    long publishedUpToMs() {
        return publishedUpToMs;
    }

    private void listen() {
        consumer.poll(Duration.ofMillis(50)).forEach(this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Broker.TOPICS.alerts().name())) {
            take(EventJson.read(record.value(), Alert.class));
        } else {
            EndpointMetrics window = EventJson.read(record.value(), EndpointMetrics.class);
            publishedUpToMs = Math.max(publishedUpToMs, window.windowEnd());
        }
    }

    private void take(Alert alert) {
        LiveEndpoint endpoint = endpoints.get(alert.endpointOf());
        Long firedAt = alert.firedAt();
        if (endpoint != null
                && firedAt != null
                && alert.state() == AlertState.FIRING
                && alert.rule().startsWith("drift:")) {
            endpoint.alert(wallClock.millis(), firedAt);
        }
    }

    @Override
    public void close() {
        listening.close();
        consumer.close();
    }
}
