package dev.flyball.optimizer.action;

import dev.flyball.schemas.EndpointMetrics;

/** How far an action is. Each state knows its successor. */
public sealed interface Progress permits Measuring, Finished {
    Action action();

    /** After a window of the endpoint. */
    Progress on(EndpointMetrics metrics);

    /** After so much event time, epoch milliseconds. */
    Progress at(long now);
}
