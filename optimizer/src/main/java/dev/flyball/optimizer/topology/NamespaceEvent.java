package dev.flyball.optimizer.topology;

import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import org.jspecify.annotations.Nullable;

/** What the owner of a namespace has to hear of: a request, or a window in which arms were measured. */
record NamespaceEvent(
        @Nullable OptimizationRequest request, @Nullable EndpointMetrics window) {
    static void check(NamespaceEvent event) {
        if (event.request != null) {
            Plausible.check(event.request);
        }
        if (event.window != null) {
            Plausible.check(event.window);
        }
    }
}
