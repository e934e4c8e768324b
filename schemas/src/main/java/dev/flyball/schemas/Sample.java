package dev.flyball.schemas;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One finished request, as an app saw it. The limits of its fields are in {@link SampleLimits}; they are checked where
 * samples are read from the wire, not here.
 */
@Doc("One finished request, as an app saw it.")
public record Sample(
        @Doc("When the request ended, epoch milliseconds; on the wire an RFC 3339 text is accepted as well.")
        long timestamp,

        @Doc("Name of the service.") String service,

        @Doc("Operation with its parameters as placeholders, such as GET /api/products/{id}.")
        String endpoint,

        @Doc("Response time in milliseconds.") double responseTimeMs,

        @Doc("HTTP status; may be missing when 'error' is given.") @Nullable
        Integer status,

        @Doc("A failure that has no HTTP status.") boolean error,
        @Doc("Pseudonymous id of the user.") @Nullable String user,
        @Doc("The process that answered.") @Nullable String instance,

        @Doc("Trace id, shown with alerts as an example.") @Nullable
        String traceId,

        @Doc("True for generated traffic.") boolean synthetic,

        @Doc("What the request's cache read came to.") @Nullable
        CacheRead cache,

        @Doc("Resource usage of the process.") @Nullable ResourceUsage resourceUsage) {
    public Sample {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(endpoint, "endpoint");
    }

    /** A sample with the required fields alone. */
    public static Sample of(long timestamp, String service, String endpoint, double responseTimeMs, int status) {
        return new Sample(
                timestamp, service, endpoint, responseTimeMs, status, false, null, null, null, false, null, null);
    }

    public Sample withUser(@Nullable String user) {
        return new Sample(
                timestamp,
                service,
                endpoint,
                responseTimeMs,
                status,
                error,
                user,
                instance,
                traceId,
                synthetic,
                cache,
                resourceUsage);
    }

    public Sample withCache(@Nullable CacheRead cache) {
        return new Sample(
                timestamp,
                service,
                endpoint,
                responseTimeMs,
                status,
                error,
                user,
                instance,
                traceId,
                synthetic,
                cache,
                resourceUsage);
    }

    /** Whether the request failed: flagged as an error, or a status of 500 or above. */
    public boolean failed() {
        return error || (status != null && status >= 500);
    }

    /** The response time in whole microseconds, rounded half up; all sums are kept in these, so that they are exact. */
    public long responseTimeMicros() {
        return Math.round(responseTimeMs * 1_000);
    }

    /** The endpoint that this sample belongs to. */
    public Endpoint endpointOf() {
        return new Endpoint(service, endpoint);
    }
}
