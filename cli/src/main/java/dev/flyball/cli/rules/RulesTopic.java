package dev.flyball.cli.rules;

import dev.flyball.cli.Failure;
import dev.flyball.cli.topics.TopicTail;
import dev.flyball.cli.topics.TopicWriter;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
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
     * The newest version of each rule, by name; what is no rule is left out, as the processor does.
     *
     * @throws Failure if Kafka does not answer in time, or there is no such topic
     */
    public Map<String, Rule> read() {
        Map<String, Rule> told = new TreeMap<>();
        try (TopicTail tail = TopicTail.ofAll(kafka, topic)) {
            tail.toEndByKey((name, value) -> take(name, value, told));
        }
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
        new TopicWriter(kafka, topic)
                .write(Stream.concat(
                                rules.stream().map(rule -> new TopicWriter.Entry(rule.name(), rule)),
                                withdrawn.stream().map(name -> new TopicWriter.Entry(name, null)))
                        .toList());
    }
}
