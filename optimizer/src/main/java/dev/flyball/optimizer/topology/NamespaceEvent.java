package dev.flyball.optimizer.topology;

import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a namespace has to hear of: a request, a window in which arms were measured, a command, or, as all
 * owners do, how many endpoints ask for help.
 */
record NamespaceEvent(
        @Nullable OptimizationRequest request,
        @Nullable EndpointMetrics window,
        @Nullable ActionCommand command,
        @Nullable Census census) {
    static NamespaceEvent of(OptimizationRequest request) {
        return new NamespaceEvent(request, null, null, null);
    }

    static NamespaceEvent of(EndpointMetrics window) {
        return new NamespaceEvent(null, window, null, null);
    }

    static NamespaceEvent of(ActionCommand command) {
        return new NamespaceEvent(null, null, command, null);
    }

    static NamespaceEvent of(Census census) {
        return new NamespaceEvent(null, null, null, census);
    }

    static void check(NamespaceEvent event) {
        if (event.request != null) {
            Plausible.check(event.request);
        }
        if (event.window != null) {
            Plausible.check(event.window);
        }
    }
}
