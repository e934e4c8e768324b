package dev.flyball.cli.rules;

import dev.flyball.cli.Failure;
import dev.flyball.cli.topics.WholeTopic;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
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
     * The newest version of each rule, by name; what is no rule is left out, as the processor does.
     *
     * @throws Failure if Kafka does not answer in time, or there is no such topic
     */
    public Map<String, Rule> read() {
        Map<String, Rule> told = new TreeMap<>();
        new WholeTopic(kafka, topic).read((name, value) -> take(name, value, told));
        return told;
    }

    private static void take(String name, byte @Nullable [] value, Map<String, Rule> told) {
        if (value == null) {
            told.remove(name);
            return;
        }
        try {
            told.put(name, EventJson.read(value, Rule.class));
        } catch (MalformedEventException e) {
            told.remove(name);
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
