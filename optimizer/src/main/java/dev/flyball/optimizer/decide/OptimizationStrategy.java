package dev.flyball.optimizer.decide;

import java.util.Optional;
import java.util.Set;

/**
 * A cure: the symptoms that it helps against, and what it would do in a case. Stateless, and quick: it is asked on the
 * thread that decides, of all namespaces.
 *
 * <p>Others than those that come along are found by {@link java.util.ServiceLoader}: name the class, which needs a public
 * constructor without parameters, in {@code META-INF/services/dev.flyball.optimizer.decide.OptimizationStrategy}. They are
 * candidates behind the built-in ones, have a mode like them, and pass the same guards. What they answer must be possible:
 * one that fails, or answers what cannot be done, is left out of the decision, which then says so.
 */
public interface OptimizationStrategy {
    /** The name in results and in the configuration of modes, such as {@code serve-stale}: a-z, 0-9 and '-', 50 at most. */
    String name();

    /** What it is for, one symptom at least. */
    default Set<Symptom> answers() {
        return SymptomTable.answeredBy(name());
    }

    /** What it would do; empty when it cannot do anything for this one. */
    Optional<Remedy> remedy(Case patient);
}
