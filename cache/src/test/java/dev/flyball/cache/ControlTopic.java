package dev.flyball.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The logs, and the control log as others write it. */
final class ControlTopic {
    private static final Topic TOPIC = Topics.DEFAULT.cacheControl();

    private ControlTopic() {}

    static void create(EmbeddedKafka kafka) {
        try (Admin admin = Admin.create(settings(kafka))) {
            admin.createTopics(Stream.of(TOPIC, Topics.DEFAULT.cacheKeys())
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    static void write(EmbeddedKafka kafka, CacheControl control) throws Exception {
        write(kafka, control.key(), EventJson.write(control));
    }

    static void write(EmbeddedKafka kafka, String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC.name(), key.getBytes(UTF_8), value))
                    .get();
        }
    }

    static Map<String, Object> settings(EmbeddedKafka kafka) {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
