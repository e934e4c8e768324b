package dev.flyball.cli.actions;

import dev.flyball.cli.Failure;
import dev.flyball.cli.topics.TopicTail;
import dev.flyball.cli.topics.TopicWriter;
import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.Freeze;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the topics tell of actions, and how orders come onto them. */
public final class ActionLog {
    /** What takes longer was not heard: no optimizer runs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration WEEK = Duration.ofDays(7);

    private final Map<String, String> kafka;
    private final Topics topics;
    private final InstantSource clock;

    public ActionLog(Map<String, String> kafka, Topics topics, InstantSource clock) {
        this.kafka = kafka;
        this.topics = topics;
        this.clock = clock;
    }

    /** What was told in the last while, the newest first. */
    public List<Told> told(Duration last) {
        Map<String, List<OptimizationResult>> histories = new LinkedHashMap<>();
        String topic = topics.optimizationResults().name();
        try (TopicTail tail = TopicTail.since(kafka, topic, clock.instant().minus(last))) {
            tail.toEnd(record -> read(record, OptimizationResult.class)
                    .ifPresent(result -> histories
                            .computeIfAbsent(result.id(), id -> new ArrayList<>())
                            .add(result)));
        }
        return histories.values().stream()
                .map(Told::new)
                .sorted(Comparator.comparingLong((Told told) -> told.newest().timestamp())
                        .reversed())
                .toList();
    }

    /** @throws Failure if nothing was told of the action in the last week */
    public Told find(String action) {
        return told(WEEK).stream()
                .filter(told -> told.id().equals(action))
                .findFirst()
                .orElseThrow(() -> Failure.failed("no action " + action
                        + " in the last week; 'flyball actions list --last 7d --all' shows those there are"));
    }

    /**
     * Gives a command and waits for what comes of it.
     *
     * @throws Failure if nobody answers
     */
    public ActionAnswer order(ActionCommand command) {
        try (TopicTail answers = TopicTail.ofNext(kafka, topics.actionAnswers().name())) {
            new TopicWriter(kafka, topics.actionCommands().name())
                    .write(List.of(new TopicWriter.Entry(command.action(), command)));
            List<ActionAnswer> found = new ArrayList<>();
            boolean answered = await(
                    answers,
                    record -> read(record, ActionAnswer.class)
                            .filter(answer -> answer.command().equals(command.id()))
                            .ifPresent(found::add),
                    () -> !found.isEmpty());
            if (!answered) {
                throw Failure.failed("nobody has answered within " + PATIENCE.toSeconds()
                        + " s; the command is on the log, and is obeyed when an optimizer runs");
            }
            return found.get(0);
        }
    }

    /**
     * Writes a freeze and waits until what it stops has ended.
     *
     * @param running ids of actions that it stops
     * @return those that have not ended in time
     */
    public Set<String> freeze(Freeze freeze, Set<String> running) {
        try (TopicTail results =
                TopicTail.ofNext(kafka, topics.optimizationResults().name())) {
            new TopicWriter(kafka, topics.freezes().name()).write(List.of(new TopicWriter.Entry(freeze.key(), freeze)));
            Map<String, Boolean> ended = new HashMap<>();
            await(
                    results,
                    record -> read(record, OptimizationResult.class)
                            .filter(result -> result.phase() == OptimizationResult.Phase.FINISHED)
                            .ifPresent(result -> ended.put(result.id(), true)),
                    () -> ended.keySet().containsAll(running));
            return running.stream().filter(id -> !ended.containsKey(id)).collect(Collectors.toUnmodifiableSet());
        }
    }

    private static boolean await(
            TopicTail tail, Consumer<ConsumerRecord<byte[], byte[]>> reader, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            tail.next(reader);
        }
        return true;
    }

    /** What cannot be read is left out, as elsewhere. */
    private static <T> Optional<T> read(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(EventJson.read(record.value(), type));
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }
}
