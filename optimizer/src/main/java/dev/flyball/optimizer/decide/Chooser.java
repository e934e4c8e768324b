package dev.flyball.optimizer.decide;

import dev.flyball.schemas.OptimizationRequest;
import java.util.List;
import java.util.Optional;

/** Picks one of several strategies that answer the same symptom. */
public interface Chooser {
    /** Takes the first one. */
    Chooser FIRST = (request, diagnosis, candidates, situation) -> new Choice(Optional.of(candidates.get(0)), null);

    /**
     * @param candidates at least one, the one that is preferred without further knowledge first; nothing speaks against
     *     any of them
     */
    Choice choose(
            OptimizationRequest request,
            Diagnosis diagnosis,
            List<OptimizationStrategy> candidates,
            Situation situation);
}
