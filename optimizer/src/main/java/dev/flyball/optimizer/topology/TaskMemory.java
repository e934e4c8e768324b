package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Finished;
import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.decide.Situation;
import dev.flyball.optimizer.learn.Scores;
import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.CacheControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The situation as a task's stores hold it: actions and rests of its own namespaces, and how all are steered. */
final class TaskMemory implements Situation {
    private final KeyValueStore<String, Owned> actions;
    private final KeyValueStore<String, Rest> rests;
    private final KeyValueStore<String, CacheControl> controls;
    private final Lessons lessons;

    TaskMemory(ProcessingContext context) {
        actions = context.getStateStore(OptimizerTopology.ACTIONS);
        rests = context.getStateStore(OptimizerTopology.RESTS);
        controls = context.getStateStore(OptimizerTopology.CONTROLS);
        lessons = new Lessons(context);
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

    @Nullable
    Owned owned(String namespace) {
        return actions.get(namespace);
    }

    /** All running actions; at most one for each namespace. */
    List<Owned> running() {
        List<Owned> running = new ArrayList<>();
        try (KeyValueIterator<String, Owned> all = actions.all()) {
            all.forEachRemaining(entry -> running.add(entry.value));
        }
        return running;
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

    void keep(Finished finished, Rest rest) {
        actions.delete(finished.action().namespace());
        rests.put(finished.action().namespace(), rest);
    }
}
