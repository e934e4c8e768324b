package dev.flyball.cli.demo;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;

/** Takes what processor and optimizer publish. */
interface Observer {
    void on(EndpointMetrics metrics);

    void on(Alert alert);

    void on(OptimizationRequest request);

    void on(OptimizationResult result);
}
