package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import java.util.Optional;

/**
 * Nothing is done.
 *
 * @param kind a stable word for why
 * @param reason full sentences with the numbers
 */
public record Decline(OptimizationRequest request, String kind, String reason) implements Decision {
    @Override
    public Optional<Action> action() {
        return Optional.empty();
    }

    @Override
    public OptimizationResult result() {
        return Report.of(request, NoAction.NAME).declined(reason);
    }
}
