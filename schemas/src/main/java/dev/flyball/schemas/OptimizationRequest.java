package dev.flyball.schemas;

import java.util.Objects;

/** The processor asks for help for an endpoint. Sent when an alert fires, and again while it stays firing. */
@Doc("The processor asks for help for an endpoint. Sent when an alert fires, and again while it stays firing.")
public record OptimizationRequest(
        @Doc("Version of this format.") int schemaVersion,
        @Doc("Id of this request.") String id,
        @Doc("Event time, epoch milliseconds.") long timestamp,
        @Doc("Name of the service.") String service,
        @Doc("Operation.") String endpoint,
        @Doc("Which request for this alert it is, from 1.") int attempt,
        @Doc("The alert that asks.") Alert alert,

        @Doc("What the endpoint did in the rule's window, up to the timestamp.")
        EndpointMetrics metrics) {
    public static final int SCHEMA_VERSION = 1;

    public OptimizationRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(alert, "alert");
        Objects.requireNonNull(metrics, "metrics");
    }

    public Endpoint endpointOf() {
        return new Endpoint(service, endpoint);
    }
}
