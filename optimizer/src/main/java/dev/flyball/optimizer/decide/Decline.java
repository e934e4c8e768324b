package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Before;
import dev.flyball.optimizer.learn.Selector;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.Selection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is done.
 *
 * @param kind a stable word for why
 * @param reason full sentences with the numbers
 * @param selection how it was chosen to do nothing; null when it was not a matter of choice
 */
public record Decline(
        OptimizationRequest request,
        String kind,
        String reason,
        @Nullable Selection selection) implements Decision {
    Decline(OptimizationRequest request, String kind, String reason) {
        this(request, kind, reason, null);
    }

    @Override
    public Optional<Action> action() {
        return Optional.empty();
    }

    @Override
    public OptimizationResult result() {
        return new OptimizationResult(
                OptimizationResult.SCHEMA_VERSION,
                ActionId.of(request, Selector.NO_ACTION),
                Selector.NO_ACTION,
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
                Map.of(),
                null,
                null,
                null,
                null,
                selection);
    }
}
