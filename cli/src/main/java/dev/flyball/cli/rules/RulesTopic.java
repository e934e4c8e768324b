package dev.flyball.cli.rules;

import dev.flyball.cli.Failure;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import dev.flyball.schemas.json.RuleRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What was told on the rules topic: read as a whole, since it is compacted and small, and written to. */
public final class RulesTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Map<String, String> kafka;
    private final String topic;

    public RulesTopic(Map<String, String> kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    /**
     * What lies on it, by name.
     *
     * @param rules the newest version of each
     * @param refused why a processor keeps the newest record of that name out; it goes on with the one before, if any
     */
    public record Told(Map<String, Rule> rules, Map<String, String> refused) {}

    /**
     * All that was told.
     *
     * @throws Failure if Kafka does not answer in time, or there is no such topic
     */
    public Told read() {
        Told told = new Told(new TreeMap<>(), new TreeMap<>());
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw Failure.failed("Kafka has no topic " + topic + ": run 'flyball topics create'");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw Failure.connection("Kafka did not give all of " + topic + " within " + PATIENCE);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(record -> take(record, told));
            }
            return told;
        } catch (KafkaException e) {
            throw Failure.connection("cannot read " + topic + ": " + e.getMessage());
        }
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Told told) {
        String name = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        byte[] value = record.value();
        if (value == null) {
            told.rules.remove(name);
            told.refused.remove(name);
            return;
        }
        try {
            told.rules.put(name, RuleRecord.read(name, value));
            told.refused.remove(name);
        } catch (MalformedEventException e) {
            told.refused.put(name, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Writes rules, and takes others away.
     *
     * @throws Failure if Kafka does not take all of them in time
     */
    public void write(List<Rule> rules, List<String> withdrawn) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("acks", "all");
        properties.put("delivery.timeout.ms", "15000");
        properties.put("request.timeout.ms", "5000");
        properties.put("max.block.ms", "15000");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            rules.forEach(rule -> sent.add(producer.send(record(rule.name(), EventJson.write(rule)))));
            withdrawn.forEach(name -> sent.add(producer.send(record(name, null))));
            for (Future<RecordMetadata> one : sent) {
                one.get(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw Failure.connection("Kafka did not take the rules: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted");
        }
    }

    private ProducerRecord<byte[], byte[]> record(String name, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, name.getBytes(StandardCharsets.UTF_8), value);
    }
}
