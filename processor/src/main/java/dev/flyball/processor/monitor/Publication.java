package dev.flyball.processor.monitor;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;

/** Takes what the monitor has to say. */
public interface Publication {
    void metrics(EndpointMetrics metrics);

    void alert(Alert alert);

    void request(OptimizationRequest request);
}
