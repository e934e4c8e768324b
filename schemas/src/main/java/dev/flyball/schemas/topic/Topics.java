package dev.flyball.schemas.topic;

import dev.flyball.schemas.topic.Topic.Cleanup;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The topic catalogue: every topic of Flyball, named in one place.
 *
 * @param prefix begins every name, {@code flyball.} by default
 * @param partitions of the topics that are spread by endpoint
 */
public record Topics(String prefix, int partitions) {
    public static final Topics DEFAULT = new Topics("flyball.", 4);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    public Topics {
        if (!prefix.matches("[a-zA-Z0-9._-]{0,100}")) {
            throw new IllegalArgumentException("not a topic prefix: " + prefix);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be 1 or more: " + partitions);
        }
    }

    /** What apps saw. The broker's clock stamps the records, since watermarks must not trust those of producers. */
    public Topic requestSamples() {
        return new Topic(
                prefix + "request-samples",
                "any",
                "samples, NDJSON; a record without a value is a tick that only carries the time",
                partitions,
                Cleanup.DELETE,
                DAY,
                "apps, ingest, loadgen; ticks: processor",
                Map.of("message.timestamp.type", "LogAppendTime"));
    }

    public Topic rejectedSamples() {
        return topic(
                "rejected-samples",
                "as received",
                "the bytes as received; headers say why and where from",
                1,
                WEEK,
                "processor, ingest");
    }

    /** What the processor cannot make anything of, though it is no sample: a damaged digest, or a rule that is none. */
    public Topic deadLetters() {
        return topic(
                "dead-letters",
                "as received",
                "the bytes as received; headers `__streams.errors.*` say why and where from",
                1,
                WEEK,
                "processor");
    }

    /** Between the two stages of the processor; internal. */
    public Topic digests() {
        return topic(
                "digests",
                "one of the endpoints in it, empty for all partitions",
                "digests of endpoints by pane, a watermark, or a rule; binary",
                partitions,
                DAY,
                "processor, stage 1");
    }

    public Topic endpointMetrics() {
        return topic("endpoint-metrics", "endpoint", "endpoint metrics", partitions, WEEK, "processor, stage 2");
    }

    public Topic alerts() {
        return topic("alerts", "endpoint + rule", "alert", partitions, MONTH, "processor");
    }

    public Topic optimizationRequests() {
        return topic("optimization-requests", "endpoint", "optimization request", partitions, MONTH, "processor");
    }

    /** Between the two stages of the optimizer, so that a namespace has one owner; internal. */
    public Topic namespaceEvents() {
        return topic(
                "namespace-events",
                "namespace",
                "optimization request, window in which an action was measured, command, or count of endpoints",
                partitions,
                DAY,
                "optimizer, stage 1");
    }

    public Topic optimizationResults() {
        return topic("optimization-results", "endpoint", "optimization result", partitions, MONTH, "optimizer");
    }

    /** What has helped against what; each optimizer reads all of it. */
    public Topic actionScores() {
        return compacted("action-scores", "strategy, symptom, tier and partition", "action score", "optimizer");
    }

    /** Few, and of any key: stage 1 of the optimizer hands each to the owner of its namespace. */
    public Topic actionCommands() {
        return topic("action-commands", "action", "action command", 1, MONTH, "CLI, API");
    }

    public Topic actionAnswers() {
        return topic("action-answers", "action", "action answer", 1, MONTH, "optimizer");
    }

    public Topic freezes() {
        return compacted("freezes", "namespace, or * for all", "freeze", "CLI, API");
    }

    public Topic rules() {
        return compacted("rules", "rule name", "rule", "CLI, API");
    }

    public Topic cacheControl() {
        return compacted("cache-control", "namespace, or namespace#tag", "cache control", "optimizer, apps, CLI");
    }

    public Topic cacheKeys() {
        return topic("cache-keys", "namespace + key", "invalidation of one key", 1, DAY, "apps, optimizer");
    }

    /** The whole catalogue, in the order of the flow. */
    public List<Topic> all() {
        return List.of(
                requestSamples(),
                rejectedSamples(),
                deadLetters(),
                digests(),
                endpointMetrics(),
                alerts(),
                optimizationRequests(),
                namespaceEvents(),
                optimizationResults(),
                actionScores(),
                actionCommands(),
                actionAnswers(),
                freezes(),
                rules(),
                cacheControl(),
                cacheKeys());
    }

    private Topic topic(String name, String key, String value, int partitions, Duration retention, String writtenBy) {
        return new Topic(prefix + name, key, value, partitions, Cleanup.DELETE, retention, writtenBy, Map.of());
    }

    private Topic compacted(String name, String key, String value, String writtenBy) {
        return new Topic(prefix + name, key, value, 1, Cleanup.COMPACT, Duration.ZERO, writtenBy, Map.of());
    }
}
