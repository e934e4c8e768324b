package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.schemas.OptimizationResult;
import java.util.Optional;

/** What comes of a request for help. */
public sealed interface Decision permits Act, Propose, Recommend, Steer, CallOut, Decline {
    /** The action with a control group; empty when nothing is done, or something else. */
    Optional<Action> action();

    /** A stable word for what was decided, such as {@code dry-run}. */
    String kind();

    /** The event that tells it. */
    OptimizationResult result();
}
