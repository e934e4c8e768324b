package dev.flyball.processor.monitor;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;

/** Takes what the monitor has to say. */
public interface Publication {
    void metrics(EndpointMetrics metrics);

    /** Takes a window that is over, or corrected; whoever does not keep it needs its metrics only. */
    default void window(PublishedWindow window) {
        metrics(window.toMetrics());
    }

    void alert(Alert alert);

    void request(OptimizationRequest request);
}
