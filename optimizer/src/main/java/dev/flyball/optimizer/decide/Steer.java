package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Verdict;
import java.util.Optional;

/**
 * A change of a namespace that concerns all its keys at once, and ends by itself.
 *
 * @param at epoch milliseconds
 */
public record Steer(OptimizationRequest request, String strategy, CacheControl control, String reason, long at)
        implements Decision {
    private static final String CAVEAT =
            " It concerns all keys at once, so there is nothing to compare it with: whether it helps, nobody can say.";

    @Override
    public Optional<Action> action() {
        return Optional.empty();
    }

    /** One of its own for each, so that every one is told. */
    @Override
    public String kind() {
        return ActionId.of(request, strategy);
    }

    @Override
    public OptimizationResult result() {
        return Report.of(request, strategy).finished(control.namespace(), Verdict.INCONCLUSIVE, reason + CAVEAT, at);
    }
}
