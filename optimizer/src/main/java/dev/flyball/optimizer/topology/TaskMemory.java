package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Finished;
import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.decide.Beginnings;
import dev.flyball.optimizer.decide.Begun;
import dev.flyball.optimizer.decide.Crowd;
import dev.flyball.optimizer.decide.Pending;
import dev.flyball.optimizer.decide.Situation;
import dev.flyball.optimizer.learn.Scores;
import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.Freeze;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The situation as a task's stores hold it: actions and rests of its own namespaces, and how all are steered. */
final class TaskMemory implements Situation {
    private final KeyValueStore<String, Owned> actions;
    private final KeyValueStore<String, Rest> rests;
    private final KeyValueStore<String, Pending> proposals;
    private final KeyValueStore<String, Beginnings> beginnings;
    private final KeyValueStore<Integer, Crowd> crowds;
    private final KeyValueStore<String, CacheControl> controls;
    private final Lessons lessons;
    private final KeyValueStore<String, Freeze> freezes;

    TaskMemory(ProcessingContext context) {
        actions = context.getStateStore(OptimizerTopology.ACTIONS);
        rests = context.getStateStore(OptimizerTopology.RESTS);
        proposals = context.getStateStore(OptimizerTopology.PROPOSALS);
        beginnings = context.getStateStore(OptimizerTopology.BEGINNINGS);
        crowds = context.getStateStore(OptimizerTopology.CROWDS);
        controls = context.getStateStore(OptimizerTopology.CONTROLS);
        lessons = new Lessons(context);
        freezes = context.getStateStore(OptimizerTopology.FREEZES);
    }

    @Override
    public Optional<CacheControl> steered(String namespace) {
        return Optional.ofNullable(controls.get(namespace));
    }

    @Override
    public Optional<Action> runningOn(String namespace) {
        return Optional.ofNullable(owned(namespace))
                .map(owned -> owned.running().action());
    }

    @Override
    public Optional<Rest> rest(String namespace) {
        return Optional.ofNullable(rests.get(namespace));
    }

    @Override
    public Scores scores(List<String> strategies) {
        return lessons.scores(strategies);
    }

    /** What is known of the action's strategy now, if the action has told anything. */
    Optional<ActionScore> learn(Finished finished) {
        return lessons.learn(finished);
    }

    @Override
    public Optional<Pending> pending(String namespace) {
        return Optional.ofNullable(proposals.get(namespace));
    }

    @Override
    public Optional<Freeze> freeze(String namespace, long now) {
        return Stream.of(Freeze.ALL, namespace)
                .flatMap(key -> Optional.ofNullable(freezes.get(key)).stream())
                .filter(freeze -> freeze.holds(now))
                .findFirst();
    }

    @Override
    public Begun begun(String namespace, long now) {
        Beginnings here = Optional.ofNullable(beginnings.get(namespace)).orElse(Beginnings.NONE);
        int inAll = all(beginnings).stream().mapToInt(one -> one.count(now)).sum();
        return new Begun(here.count(now), inAll);
    }

    @Override
    public Optional<Crowd> crowd() {
        return all(crowds).stream().reduce(Crowd::plus);
    }

    @Nullable
    Owned owned(String namespace) {
        return actions.get(namespace);
    }

    /** All running actions; at most one for each namespace. */
    List<Owned> running() {
        return all(actions);
    }

    /** All that waits for approval; at most one for each namespace. */
    List<Pending> allPending() {
        return all(proposals);
    }

    /** Whether there is a freeze at all, of whatever and whether it holds or not. */
    boolean knowsFreezes() {
        try (KeyValueIterator<String, Freeze> all = freezes.all()) {
            return all.hasNext();
        }
    }

    private static <K, V> List<V> all(KeyValueStore<K, V> store) {
        List<V> values = new ArrayList<>();
        try (KeyValueIterator<K, V> all = store.all()) {
            all.forEachRemaining(entry -> values.add(entry.value));
        }
        return values;
    }

    /** How a namespace is steered, with what was just written to it. */
    NamespaceControl control(String namespace, long now) {
        Optional<CacheControl> read = steered(namespace);
        Owned owned = owned(namespace);
        return new NamespaceControl(namespace, owned == null ? read.orElse(null) : owned.newest(read), now);
    }

    void keep(Owned owned) {
        actions.put(owned.running().action().namespace(), owned);
    }

    void keep(Pending pending) {
        proposals.put(pending.action().namespace(), pending);
    }

    void forget(Pending pending) {
        proposals.delete(pending.action().namespace());
    }

    void keep(Census census) {
        crowds.put(census.partition(), census.crowd());
    }

    void keep(String namespace, Rest rest) {
        rests.put(namespace, rest);
    }

    /** That an action has begun. */
    void remember(String namespace, long now) {
        Beginnings before = Optional.ofNullable(beginnings.get(namespace)).orElse(Beginnings.NONE);
        beginnings.put(namespace, before.with(now));
    }

    void keep(Finished finished, Rest rest) {
        actions.delete(finished.action().namespace());
        rests.put(finished.action().namespace(), rest);
    }
}
