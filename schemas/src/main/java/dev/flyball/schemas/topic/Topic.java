package dev.flyball.schemas.topic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A topic and how it has to be created.
 *
 * @param name full name, with the prefix
 * @param key what a record's key is, in words
 * @param value what a record's value is, in words
 * @param partitions number of partitions
 * @param cleanup what happens to old records
 * @param retention how long records are kept; ignored by compaction
 * @param writtenBy who writes to it
 * @param settings further topic settings
 */
public record Topic(
        String name,
        String key,
        String value,
        int partitions,
        Cleanup cleanup,
        Duration retention,
        String writtenBy,
        Map<String, String> settings) {
    public Topic {
        settings = Map.copyOf(settings);
    }

    /** What happens to old records. */
    public enum Cleanup {
        /** They go when the retention is over. */
        DELETE,
        /** The newest of each key stays for ever. */
        COMPACT
    }

    /** The settings to create the topic with, as Kafka names them. */
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        if (cleanup == Cleanup.COMPACT) {
            config.put("cleanup.policy", "compact");
        } else {
            config.put("cleanup.policy", "delete");
            config.put("retention.ms", Long.toString(retention.toMillis()));
        }
        config.putAll(settings);
        return config;
    }
}
