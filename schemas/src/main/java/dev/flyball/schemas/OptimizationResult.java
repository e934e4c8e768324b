package dev.flyball.schemas;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the optimizer did about a request, or why it did nothing, and what came of it. */
@Doc("What the optimizer did about a request, or why it did nothing, and what came of it.")
public record OptimizationResult(
        @Doc("Version of this format.") int schemaVersion,
        @Doc("Id of the action.") String id,

        @Doc("What was done, such as invalidate, serve-stale or no-action.")
        String type,

        @Doc("How far the action is.") Phase phase,
        @Doc("Event time, epoch milliseconds.") long timestamp,
        @Doc("Id of the request.") String request,
        @Doc("Id of the alert.") String alert,
        @Doc("Name of the service.") String service,
        @Doc("Operation.") String endpoint,

        @Doc("Namespace acted on; missing when nothing was done.") @Nullable
        String namespace,

        @Doc("Why, in words.") String reason,

        @Doc("What came of it; missing until the action is finished.") @Nullable
        Verdict verdict,

        @Doc("How the verdict was reached: 'before-after' or 'concurrent-control'.") @Nullable
        String method,

        @Doc("Figures before the action.") @Nullable Performance before,

        @Doc("Figures after the action; missing until it is finished.") @Nullable
        Performance after,

        @Doc("Relative improvement by figure; 0.4 is 40 % better, negative is worse.")
        Map<String, Double> improvements) {
    public static final int SCHEMA_VERSION = 1;

    /** How far an action is. */
    public enum Phase {
        /** Nothing is done; the reason says why. */
        DECLINED,
        /** The control record is written; the effect is being measured. */
        STARTED,
        /** The effect is known. */
        FINISHED
    }

    public OptimizationResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(alert, "alert");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(reason, "reason");
        improvements = improvements == null ? Map.of() : Map.copyOf(improvements);
    }

    public Endpoint endpointOf() {
        return new Endpoint(service, endpoint);
    }
}
