package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.schemas.OptimizationResult;
import java.util.Optional;

/** What comes of a request for help. */
public sealed interface Decision permits Act, Propose, Decline {
    /** What is done; empty when nothing is. */
    Optional<Action> action();

    /** A stable word for what was decided, such as {@code dry-run}. */
    String kind();

    /** The event that tells it. */
    OptimizationResult result();
}
