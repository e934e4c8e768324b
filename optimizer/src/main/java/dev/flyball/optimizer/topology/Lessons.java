package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Finished;
import dev.flyball.optimizer.learn.Cell;
import dev.flyball.optimizer.learn.Evidence;
import dev.flyball.optimizer.learn.Scores;
import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What a task has learned from its own actions, and what all tasks have told of theirs. */
final class Lessons {
    private final KeyValueStore<String, ActionScore> own;
    private final KeyValueStore<String, ActionScore> all;
    private final int partition;

    Lessons(ProcessingContext context) {
        own = context.getStateStore(OptimizerTopology.OWN_SCORES);
        all = context.getStateStore(OptimizerTopology.ALL_SCORES);
        partition = context.taskId().partition();
    }

    /** Of these strategies. */
    Scores scores(List<String> strategies) {
        List<ActionScore> parts = new ArrayList<>();
        for (String strategy : strategies) {
            try (KeyValueIterator<String, ActionScore> found =
                    all.prefixScan(strategy + '|', Serdes.String().serializer())) {
                found.forEachRemaining(entry -> parts.add(entry.value));
            }
        }
        return Scores.of(parts);
    }

    /** What is known of the strategy now, if the action has told anything. */
    Optional<ActionScore> learn(Finished finished) {
        Selection selection = finished.action().selection();
        if (selection == null) {
            return Optional.empty();
        }
        Cell cell = Cell.of(finished.action().strategy(), selection);
        return finished.reward().map(reward -> {
            ActionScore next = known(cell).and(reward, finished.at()).score(cell, partition);
            own.put(next.key(), next);
            return next;
        });
    }

    /** What was told once is not lost with the own store. */
    private Evidence known(Cell cell) {
        String key = Evidence.NONE.score(cell, partition).key();
        return Optional.ofNullable(own.get(key))
                .or(() -> Optional.ofNullable(all.get(key)))
                .map(Evidence::of)
                .orElse(Evidence.NONE);
    }
}
