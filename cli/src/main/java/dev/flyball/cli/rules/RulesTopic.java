package dev.flyball.cli.rules;

import dev.flyball.cli.Failure;
import dev.flyball.cli.topics.TopicTail;
import dev.flyball.cli.topics.TopicWriter;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.json.MalformedEventException;
import dev.flyball.schemas.json.RuleRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was told on the rules topic: read as a whole, since it is compacted and small, and written to. */
public final class RulesTopic {
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
        try (TopicTail tail = TopicTail.ofAll(kafka, topic)) {
            tail.toEndByKey((name, value) -> take(name, value, told));
        }
        return told;
    }

    private static void take(String name, byte @Nullable [] value, Told told) {
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
        new TopicWriter(kafka, topic)
                .write(Stream.concat(
                                rules.stream().map(rule -> new TopicWriter.Entry(rule.name(), rule)),
                                withdrawn.stream().map(name -> new TopicWriter.Entry(name, null)))
                        .toList());
    }
}
