package dev.flyball.optimizer.action;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.Performance;
import dev.flyball.schemas.Verdict;
import java.util.Map;
import java.util.Optional;

/**
 * The effect is known, or never will be.
 *
 * @param after the figures after the change, as far as any were seen
 * @param improvements relative, by figure; empty without a comparison
 * @param at event time, epoch milliseconds
 */
public record Finished(
        Action action, Verdict verdict, Performance after, Map<String, Double> improvements, String reason, long at)
        implements Progress {

    @Override
    public Progress on(EndpointMetrics metrics) {
        return this;
    }

    @Override
    public Progress at(long now) {
        return this;
    }

    /**
     * The control record that takes the change back. Empty unless it did harm, can be taken back, and is still what the
     * namespace is steered by: a later change by somebody else is not touched.
     */
    public Optional<CacheControl> undo(NamespaceControl control) {
        if (verdict != Verdict.WORSENED || !action.temporary() || !control.isBy(action.id())) {
            return Optional.empty();
        }
        return Optional.of(control.normal(action.id(), "Taken back. " + reason));
    }

    public OptimizationResult result() {
        return new OptimizationResult(
                OptimizationResult.SCHEMA_VERSION,
                action.id(),
                action.strategy(),
                Phase.FINISHED,
                at,
                action.request(),
                action.alert(),
                action.service(),
                action.endpoint(),
                action.namespace(),
                reason,
                verdict,
                Effect.METHOD,
                action.before(),
                after,
                improvements);
    }
}
