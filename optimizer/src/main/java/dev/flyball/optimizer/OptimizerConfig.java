package dev.flyball.optimizer;

import dev.flyball.optimizer.decide.Policy;
import dev.flyball.optimizer.decide.StrategySettings;
import dev.flyball.optimizer.resources.ResourceConfig;
import dev.flyball.optimizer.webhook.WebhookSettings;
import dev.flyball.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the optimizer runs.
 *
 * @param topics where it reads and writes
 * @param kafka properties of Kafka's clients and Kafka Streams, handed through; at least {@code bootstrap.servers}
 * @param applicationId the name that instances which share the work have in common
 * @param stateDir where the state of running actions is kept
 * @param policy what it may do
 * @param cpuTarget share of its processors that an instance should use, 0.05 to 1
 * @param webhook the user's own service; null for none
 * @param resources which resources it looks after; null for none
 */
public record OptimizerConfig(
        Topics topics,
        Map<String, String> kafka,
        String applicationId,
        Path stateDir,
        Policy policy,
        double cpuTarget,
        @Nullable WebhookSettings webhook,
        @Nullable ResourceConfig resources) {
    public OptimizerConfig {
        kafka = Map.copyOf(kafka);
        if (kafka.getOrDefault("bootstrap.servers", "").isBlank()) {
            throw new IllegalArgumentException(
                    "kafka.bootstrap.servers is missing: name the brokers, such as localhost:9092");
        }
        new StrategySettings(cpuTarget, webhook != null);
        if (!applicationId.matches("[a-zA-Z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "applicationId must be 1 to 100 of the characters a-z A-Z 0-9 . _ -, but is '" + applicationId
                            + "'");
        }
    }

    /** One Kafka on this machine, nothing done without being asked to. */
    public static OptimizerConfig defaults() {
        return new OptimizerConfig(
                Topics.DEFAULT,
                Map.of("bootstrap.servers", "localhost:9092"),
                "optimizer",
                Path.of(".flyball", "optimizer"),
                Policy.defaults(),
                StrategySettings.DEFAULT.cpuTarget(),
                null,
                null);
    }

    /** What the strategies need to be told. */
    StrategySettings strategies() {
        return new StrategySettings(cpuTarget, webhook != null);
    }

    public OptimizerConfig withTopics(Topics other) {
        return new OptimizerConfig(other, kafka, applicationId, stateDir, policy, cpuTarget, webhook, resources);
    }

    public OptimizerConfig withKafka(Map<String, String> properties) {
        return new OptimizerConfig(topics, properties, applicationId, stateDir, policy, cpuTarget, webhook, resources);
    }

    public OptimizerConfig withApplicationId(String id) {
        return new OptimizerConfig(topics, kafka, id, stateDir, policy, cpuTarget, webhook, resources);
    }

    public OptimizerConfig withStateDir(Path directory) {
        return new OptimizerConfig(topics, kafka, applicationId, directory, policy, cpuTarget, webhook, resources);
    }

    public OptimizerConfig withPolicy(Policy other) {
        return new OptimizerConfig(topics, kafka, applicationId, stateDir, other, cpuTarget, webhook, resources);
    }

    public OptimizerConfig withResources(ResourceConfig other) {
        return new OptimizerConfig(topics, kafka, applicationId, stateDir, policy, cpuTarget, webhook, other);
    }
}
