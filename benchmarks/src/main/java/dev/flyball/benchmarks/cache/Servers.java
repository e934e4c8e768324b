package dev.flyball.benchmarks.cache;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A real Kafka with the logs of the cache, and a real Redis. */
final class Servers implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final EmbeddedRedis redis;

    private Servers(EmbeddedKafka kafka, EmbeddedRedis redis) {
        this.kafka = kafka;
        this.redis = redis;
    }

    static Servers start() throws ExecutionException, InterruptedException {
        Servers servers = new Servers(
                EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT.withBrokerProperties(
                        // A machine that is busy measuring must not look like a broker that is gone.
                        Map.of("broker.session.timeout.ms", "60000"))),
                EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT));
        try (Admin admin = Admin.create(servers.addresses().kafkaSettings())) {
            admin.createTopics(Stream.of(Topics.DEFAULT.cacheControl(), Topics.DEFAULT.cacheKeys())
                            .map(Servers::newTopic)
                            .toList())
                    .all()
                    .get();
        }
        return servers;
    }

    Addresses addresses() {
        return new Addresses(kafka.bootstrapServers(), redis.uri());
    }

    List<String> arguments() {
        return addresses().arguments();
    }

    @Override
    public void close() {
        redis.close();
        kafka.close();
    }

    private static NewTopic newTopic(Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config());
    }
}
