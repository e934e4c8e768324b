package dev.flyball.cli.replay;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.EndpointMetrics;

/** Takes what a replay tells. */
public interface ReplayOutput {
    void metrics(EndpointMetrics metrics);

    void alert(Alert alert);

    /** Whether nobody reads it any more, so that to go on is of no use. */
    boolean isClosed();

    /** Nothing more comes. */
    void end();
}
