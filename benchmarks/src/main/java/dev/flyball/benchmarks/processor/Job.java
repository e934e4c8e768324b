package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Fork;
import dev.flyball.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * What a contender is told: a filled topic, and what is in it.
 *
 * @param servers where Kafka is
 * @param prefix of the topics
 * @param samples how many samples lie in the topic
 * @param windows how many windows of 10 s come of them
 * @param exactlyOnce the guarantee that is wanted
 * @param ruled whether the built-in rules are decided as well, drift among them
 */
record Job(String servers, String prefix, long samples, long windows, boolean exactlyOnce, boolean ruled) {
    static final int PARTITIONS = 4;

    Topics topics() {
        return new Topics(prefix, PARTITIONS);
    }

    /** Samples that are processed before measuring begins, so that compilers have done most of their work. */
    long warmUp() {
        return samples / 2;
    }

    Job atLeastOnce() {
        return new Job(servers, prefix, samples, windows, false, ruled);
    }

    /** Windows alone, which is all that others make. */
    Job withoutRules() {
        return new Job(servers, prefix, samples, windows, exactlyOnce, false);
    }

    Fork fork(String name, Class<?> main, String... jvmOptions) {
        List<String> options = new ArrayList<>(List.of("-Xmx1g"));
        options.addAll(List.of(jvmOptions));
        return new Fork(
                name,
                main,
                options,
                List.of(
                        servers,
                        prefix,
                        Long.toString(samples),
                        Long.toString(windows),
                        Boolean.toString(exactlyOnce),
                        Boolean.toString(ruled)));
    }

    static Job of(String[] arguments) {
        return new Job(
                arguments[0],
                arguments[1],
                Long.parseLong(arguments[2]),
                Long.parseLong(arguments[3]),
                Boolean.parseBoolean(arguments[4]),
                Boolean.parseBoolean(arguments[5]));
    }
}
