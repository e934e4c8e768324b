package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.learn.Selector;
import dev.flyball.optimizer.learn.Selector.Selected;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.TrafficTier;
import java.util.List;
import java.util.Optional;

/** Goes by what has helped so far. */
record Learned(Selector selector) implements Chooser {
    @Override
    public Choice choose(
            OptimizationRequest request,
            Diagnosis diagnosis,
            List<OptimizationStrategy> candidates,
            Situation situation) {
        List<String> names = candidates.stream().map(OptimizationStrategy::name).toList();
        Selected selected = selector.select(
                request.id(),
                diagnosis.symptom().label(),
                TrafficTier.of(request.metrics().throughput()),
                names,
                situation.scores(names),
                request.timestamp());
        Optional<OptimizationStrategy> strategy = selected.strategy().map(name -> candidates.get(names.indexOf(name)));
        return new Choice(strategy, selected.selection());
    }
}
