package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Before;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import java.util.Map;
import java.util.Optional;

/**
 * Nothing is done.
 *
 * @param kind a stable word for why
 * @param reason full sentences with the numbers
 */
public record Decline(OptimizationRequest request, String kind, String reason) implements Decision {
    private static final String NO_ACTION = "no-action";

    @Override
    public Optional<Action> action() {
        return Optional.empty();
    }

    @Override
    public OptimizationResult result() {
        return new OptimizationResult(
                OptimizationResult.SCHEMA_VERSION,
                ActionId.of(request, NO_ACTION),
                NO_ACTION,
                Phase.DECLINED,
                request.timestamp(),
                request.id(),
                request.alert().id(),
                request.service(),
                request.endpoint(),
                null,
                reason,
                null,
                null,
                Before.of(request.metrics(), null),
                null,
                Map.of());
    }
}
