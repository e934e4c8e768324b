package dev.flyball.optimizer.action;

import dev.flyball.schemas.EndpointMetrics;

/** How far an action is. Each state knows its successor. */
public sealed interface Progress permits Running, Finished {
    Action action();

    /**
     * After a window of the endpoint; the same object if it tells nothing of the action.
     *
     * @param now epoch milliseconds
     */
    Progress on(EndpointMetrics metrics, long now);
}
