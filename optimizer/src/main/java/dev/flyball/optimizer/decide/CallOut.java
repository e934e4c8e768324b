package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.schemas.OptimizationResult;
import java.util.Optional;

/** The user's own service is told. */
public record CallOut(Errand errand) implements Decision {
    @Override
    public Optional<Action> action() {
        return Optional.empty();
    }

    /** One of its own for each, so that every one is told. */
    @Override
    public String kind() {
        return errand.id();
    }

    @Override
    public OptimizationResult result() {
        return errand.started();
    }
}
