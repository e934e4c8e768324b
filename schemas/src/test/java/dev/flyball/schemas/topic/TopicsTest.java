package dev.flyball.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.schemas.Committed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @Test
    void theCatalogueHoldsEveryTopicUnderItsPrefix() {
        assertThat(Topics.DEFAULT.all())
                .extracting(Topic::name)
                .containsExactly(
                        "flyball.request-samples",
                        "flyball.rejected-samples",
                        "flyball.dead-letters",
                        "flyball.digests",
                        "flyball.endpoint-metrics",
                        "flyball.alerts",
                        "flyball.optimization-requests",
                        "flyball.namespace-events",
                        "flyball.optimization-results",
                        "flyball.action-scores",
                        "flyball.action-commands",
                        "flyball.action-answers",
                        "flyball.freezes",
                        "flyball.rules",
                        "flyball.cache-control",
                        "flyball.cache-keys");
        assertThat(new Topics("", 1).alerts().name()).isEqualTo("alerts");
    }

    @Test
    void everyNameIsOneThatKafkaTakes() {
        new Topics("p".repeat(100), 3)
                .all()
                .forEach(topic -> org.apache.kafka.common.internals.Topic.validate(topic.name()));
    }

    @Test
    void whatIsJoinedByEndpointHasEquallyManyPartitions() {
        Topics topics = new Topics("x.", 7);

        assertThat(topics.digests().partitions()).isEqualTo(7);
        assertThat(topics.endpointMetrics().partitions()).isEqualTo(7);
        assertThat(topics.optimizationRequests().partitions()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ä.", "a/b", "${x}", "\n"})
    void aPrefixThatKafkaWouldNotTakeIsRefused(String prefix) {
        assertThatThrownBy(() -> new Topics(prefix, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(prefix);
    }

    @Test
    void aPrefixThatLeavesNoRoomForTheNameIsRefused() {
        assertThatThrownBy(() -> new Topics("p".repeat(101), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void fewerThanOnePartitionIsRefused(int partitions) {
        assertThatThrownBy(() -> new Topics("", partitions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(partitions));
    }

    @Test
    void aTopicIsCreatedWithItsCleanupRetentionAndSettings() {
        assertThat(Topics.DEFAULT.requestSamples().config())
                .isEqualTo(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, "delete",
                        TopicConfig.RETENTION_MS_CONFIG, "86400000",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
        assertThat(Topics.DEFAULT.rules().config())
                .isEqualTo(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    @Test
    void theTableOfTopicsIsThatOfTheCatalogue() {
        String rows = Topics.DEFAULT.all().stream().map(TopicsTest::row).collect(Collectors.joining());

        String page = """
                # Topics

                The catalogue with its defaults, generated from the code. The prefix `flyball.` and the number of partitions of the
                topics that are spread by endpoint (4) can be set; `flyball topics create` creates what is missing.

                | topic | key | value | partitions | cleanup | retention | settings | written by |
                |---|---|---|---|---|---|---|---|
                """ + rows;

        Committed.check(Path.of("../docs/topics.md"), page, TopicsTest.class);
    }

    private static String row(Topic topic) {
        boolean compacted = topic.cleanup() == Topic.Cleanup.COMPACT;
        String settings = topic.settings().entrySet().stream()
                .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                .sorted()
                .collect(Collectors.joining(", "));
        return String.format(
                "| `%s` | %s | %s | %d | %s | %s | %s | %s |\n",
                topic.name(),
                topic.key(),
                topic.value(),
                topic.partitions(),
                compacted ? "compact" : "delete",
                compacted ? "for ever" : days(topic.retention()),
                settings,
                topic.writtenBy());
    }

    private static String days(Duration retention) {
        assertThat(retention).isEqualTo(Duration.ofDays(retention.toDays()));
        return retention.toDays() + " d";
    }
}
