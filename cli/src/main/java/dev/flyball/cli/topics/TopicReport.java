package dev.flyball.cli.topics;

import dev.flyball.schemas.topic.Topic;
import java.util.List;

/**
 * How a topic of the catalogue stands on a cluster.
 *
 * @param topic the topic as the catalogue wants it
 * @param state how it stands
 * @param differences what is other than the catalogue wants, in words
 */
public record TopicReport(Topic topic, State state, List<String> differences) {
    /** How a topic stands. */
    public enum State {
        /** It was not there and now is. */
        CREATED,
        /** It is as the catalogue wants it. */
        EXISTS,
        /** It is there, but otherwise than the catalogue wants it. Nothing was changed. */
        DIFFERS,
        /** It is not there. */
        MISSING
    }

    public TopicReport {
        differences = List.copyOf(differences);
    }

    static TopicReport found(Topic topic, List<String> differences) {
        return new TopicReport(topic, differences.isEmpty() ? State.EXISTS : State.DIFFERS, differences);
    }

    static TopicReport missing(Topic topic) {
        return new TopicReport(topic, State.MISSING, List.of());
    }

    TopicReport created() {
        return new TopicReport(topic, State.CREATED, differences);
    }
}
