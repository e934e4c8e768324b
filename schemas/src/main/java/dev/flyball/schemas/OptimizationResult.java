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

        @Doc("How the verdict was reached, such as 'control-group'.") @Nullable
        String method,

        @Doc("Figures before the action.") @Nullable Performance before,

        @Doc("Figures after the action; missing until it is finished.") @Nullable
        Performance after,

        @Doc("Relative improvement by figure; 0.4 is 40 % better, negative is worse.")
        Map<String, Double> improvements,

        @Doc("Keys out of 1000 that are treated; missing when nothing is done.") @Nullable
        Integer permille,

        @Doc("Figures of the treated keys, in the same seconds as those of the others.") @Nullable
        Performance treated,

        @Doc("Figures of the keys that are not treated.") @Nullable
        Performance control,

        @Doc("The effect as far as it is known.") @Nullable MeasuredEffect effect,

        @Doc("Why this strategy; missing when there was nothing to choose from, and in older events.") @Nullable
        Selection selection,

        @Doc("How many instances are needed; missing unless that is what is recommended.") @Nullable
        Scaling scaling,

        @Doc("What was done to a server of Redis; missing when an endpoint was acted for. Then service is 'redis',"
                + " endpoint the address of the server, and request and alert are the id of the action.")
        @Nullable
        MemoryRelief relief) {
    public static final int SCHEMA_VERSION = 1;

    /** How far an action is. */
    public enum Phase {
        /** Nothing is done; the reason says why. */
        DECLINED,
        /** It waits for somebody's approval; nothing is changed yet. */
        PROPOSED,
        /** Nothing is done here; what somebody else should do is told. */
        RECOMMENDED,
        /** Keys are drawn and measured; nothing is changed yet. */
        STARTED,
        /** More keys are treated than before; the effect is being measured. */
        STAGED,
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

    /** One for an endpoint. */
    public OptimizationResult(
            int schemaVersion,
            String id,
            String type,
            Phase phase,
            long timestamp,
            String request,
            String alert,
            String service,
            String endpoint,
            @Nullable String namespace,
            String reason,
            @Nullable Verdict verdict,
            @Nullable String method,
            @Nullable Performance before,
            @Nullable Performance after,
            Map<String, Double> improvements,
            @Nullable Integer permille,
            @Nullable Performance treated,
            @Nullable Performance control,
            @Nullable MeasuredEffect effect,
            @Nullable Selection selection,
            @Nullable Scaling scaling) {
        this(
                schemaVersion,
                id,
                type,
                phase,
                timestamp,
                request,
                alert,
                service,
                endpoint,
                namespace,
                reason,
                verdict,
                method,
                before,
                after,
                improvements,
                permille,
                treated,
                control,
                effect,
                selection,
                scaling,
                null);
    }

    /** One that tells nothing of two arms. */
    public OptimizationResult(
            int schemaVersion,
            String id,
            String type,
            Phase phase,
            long timestamp,
            String request,
            String alert,
            String service,
            String endpoint,
            @Nullable String namespace,
            String reason,
            @Nullable Verdict verdict,
            @Nullable String method,
            @Nullable Performance before,
            @Nullable Performance after,
            Map<String, Double> improvements) {
        this(
                schemaVersion,
                id,
                type,
                phase,
                timestamp,
                request,
                alert,
                service,
                endpoint,
                namespace,
                reason,
                verdict,
                method,
                before,
                after,
                improvements,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public Endpoint endpointOf() {
        return new Endpoint(service, endpoint);
    }

    /** Whom an order about it goes to: the owner of its namespace, or whoever looks after its server; null for nobody. */
    public @Nullable String addressee() {
        return namespace == null && relief != null ? endpoint : namespace;
    }
}
