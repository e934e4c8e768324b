package dev.flyball.optimizer.decide;

import java.util.List;
import java.util.Optional;

/** Picks one of several strategies that answer the same symptom. */
public interface Chooser {
    /** Takes the first one. */
    Chooser FIRST = (diagnosis, candidates, situation) -> new Choice(Optional.of(candidates.get(0)), "");

    /**
     * @param candidates at least one, the one that is preferred without further knowledge first
     */
    Choice choose(Diagnosis diagnosis, List<OptimizationStrategy> candidates, Situation situation);
}
