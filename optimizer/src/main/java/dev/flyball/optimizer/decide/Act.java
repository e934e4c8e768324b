package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.schemas.OptimizationResult;
import java.util.Optional;

/** Something is done. */
public record Act(Action what) implements Decision {
    @Override
    public Optional<Action> action() {
        return Optional.of(what);
    }

    @Override
    public String kind() {
        return "act";
    }

    @Override
    public OptimizationResult result() {
        return what.begin().begun(what.startedAt());
    }
}
