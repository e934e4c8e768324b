package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Finished;
import dev.flyball.optimizer.action.Measuring;
import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.action.Steered;
import dev.flyball.optimizer.decide.Situation;
import dev.flyball.schemas.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The situation as a task's stores hold it: running actions of this partition's endpoints, rests of the namespaces that
 * they changed, and how all namespaces are steered.
 */
final class TaskMemory implements Situation {
    private final KeyValueStore<String, Measuring> actions;
    private final KeyValueStore<String, Rest> namespaces;
    private final KeyValueStore<String, Steered> controls;

    TaskMemory(ProcessingContext context) {
        actions = context.getStateStore(OptimizerTopology.ACTIONS);
        namespaces = context.getStateStore(OptimizerTopology.NAMESPACES);
        controls = context.getStateStore(OptimizerTopology.CONTROLS);
    }

    @Override
    public Optional<Steered> steered(String namespace) {
        return Optional.ofNullable(controls.get(namespace));
    }

    @Override
    public Optional<Action> runningFor(Endpoint endpoint) {
        return Optional.ofNullable(measuring(endpoint)).map(Measuring::action);
    }

    @Override
    public Optional<Action> runningOn(String namespace) {
        return running().stream()
                .map(Measuring::action)
                .filter(action -> action.namespace().equals(namespace))
                .findFirst();
    }

    @Override
    public Optional<Rest> rest(String namespace) {
        return Optional.ofNullable(namespaces.get(namespace));
    }

    @Nullable
    Measuring measuring(Endpoint endpoint) {
        return actions.get(endpoint.key());
    }

    /** All running actions; few, since there is at most one for each namespace. */
    List<Measuring> running() {
        List<Measuring> running = new ArrayList<>();
        try (KeyValueIterator<String, Measuring> all = actions.all()) {
            all.forEachRemaining(entry -> running.add(entry.value));
        }
        return running;
    }

    void keep(Measuring measuring) {
        actions.put(measuring.action().endpointOf().key(), measuring);
    }

    void keep(Finished finished, Rest rest) {
        actions.delete(finished.action().endpointOf().key());
        namespaces.put(finished.action().namespace(), rest);
    }
}
