package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.schemas.OptimizationResult;
import java.util.Optional;

/**
 * Somebody is asked whether something may be done.
 *
 * @param words what would be done, to follow 'would'
 */
public record Propose(Pending pending, String words) implements Decision {
    static final String KIND = "proposed";

    @Override
    public Optional<Action> action() {
        return Optional.empty();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public OptimizationResult result() {
        Action action = pending.action();
        long minutes = Math.max(1, (pending.until() - action.startedAt()) / 60_000);
        return action.proposed(action.reason() + " It would " + words + ", and waits " + minutes
                + " min for somebody to approve it (flyball actions approve " + action.id() + ").");
    }
}
