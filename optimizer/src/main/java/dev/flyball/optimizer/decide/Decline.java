package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Selection;
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
        return Report.of(request, NoAction.NAME).declined(reason, selection);
    }
}
