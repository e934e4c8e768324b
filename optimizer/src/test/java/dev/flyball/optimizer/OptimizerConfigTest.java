package dev.flyball.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the configuration refuses, and what Kafka Streams gets to see of it. */
class OptimizerConfigTest {
    @Test
    void brokersMustBeNamed() {
        assertThatThrownBy(() -> OptimizerConfig.defaults().withKafka(Map.of()))
                .hasMessageContaining("kafka.bootstrap.servers is missing");
    }

    @Test
    void theApplicationIdIsPartOfTopicNames() {
        assertThatThrownBy(() -> OptimizerConfig.defaults().withApplicationId("a b"))
                .hasMessageContaining("applicationId must be 1 to 100")
                .hasMessageContaining("'a b'");
    }

    @Test
    void kafkaPropertiesPassThroughUnlessExactnessDependsOnThem() {
        Map<String, String> kafka = new HashMap<>(OptimizerConfig.defaults().kafka());
        kafka.put("commit.interval.ms", "50");
        kafka.put("processing.guarantee", "at_least_once");

        Map<Object, Object> settings =
                StreamsSettings.of(OptimizerConfig.defaults().withKafka(kafka));

        assertThat(settings)
                .containsEntry("commit.interval.ms", "50")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("application.id", "flyball.optimizer");
    }
}
