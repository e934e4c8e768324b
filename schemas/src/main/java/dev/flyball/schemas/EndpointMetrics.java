package dev.flyball.schemas;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an endpoint did in one window. A higher revision of the same window replaces a lower one. */
@Doc("What an endpoint did in one window. A higher revision of the same window replaces a lower one.")
public record EndpointMetrics(
        @Doc("Version of this format.") int schemaVersion,
        @Doc("Name of the service.") String service,
        @Doc("Operation.") String endpoint,
        @Doc("First millisecond of the window, epoch.") long windowStart,
        @Doc("First millisecond after the window, epoch.") long windowEnd,

        @Doc("0 when first published; grows by one each time late samples correct it.")
        int revision,

        @Doc("Number of requests.") long count,
        @Doc("Failed ones among them.") long errors,
        @Doc("Share of failed requests, 0 to 1.") double errorRate,
        @Doc("Requests per second.") double throughput,
        @Doc("Response times, milliseconds.") ResponseTime responseTime,
        @Doc("Distinct users, about 1 % exact.") long concurrentUsers,

        @Doc("Mean resource usage; missing when no sample told.") @Nullable
        ResourceUsage resourceUsage,

        @Doc("By namespace of the cache.") List<CacheMetrics> cache,
        @Doc("By arm of a running action.") List<ArmMetrics> arms,

        @Doc("Samples that came after the window was first published.")
        long late,

        @Doc("The encoded sketches; may be left out by a query.") @Nullable
        Sketches sketches,

        @Doc("How exact quantiles and users are; older versions did not say.") @Nullable
        Accuracy accuracy,

        @Doc("Instances that answered, as far as samples named theirs; missing when none did.") @Nullable
        Integer instances) {
    public static final int SCHEMA_VERSION = 1;

    public EndpointMetrics {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(responseTime, "responseTime");
        cache = cache == null ? List.of() : List.copyOf(cache);
        arms = arms == null ? List.of() : List.copyOf(arms);
    }

    /** One that does not tell how many instances answered. */
    public EndpointMetrics(
            int schemaVersion,
            String service,
            String endpoint,
            long windowStart,
            long windowEnd,
            int revision,
            long count,
            long errors,
            double errorRate,
            double throughput,
            ResponseTime responseTime,
            long concurrentUsers,
            @Nullable ResourceUsage resourceUsage,
            List<CacheMetrics> cache,
            List<ArmMetrics> arms,
            long late,
            @Nullable Sketches sketches,
            @Nullable Accuracy accuracy) {
        this(
                schemaVersion,
                service,
                endpoint,
                windowStart,
                windowEnd,
                revision,
                count,
                errors,
                errorRate,
                throughput,
                responseTime,
                concurrentUsers,
                resourceUsage,
                cache,
                arms,
                late,
                sketches,
                accuracy,
                null);
    }

    public Endpoint endpointOf() {
        return new Endpoint(service, endpoint);
    }

    /** The same window without its sketches, for readers that only look. */
    public EndpointMetrics withoutSketches() {
        return new EndpointMetrics(
                schemaVersion,
                service,
                endpoint,
                windowStart,
                windowEnd,
                revision,
                count,
                errors,
                errorRate,
                throughput,
                responseTime,
                concurrentUsers,
                resourceUsage,
                cache,
                arms.stream().map(ArmMetrics::withoutSketch).toList(),
                late,
                null,
                accuracy,
                instances);
    }
}
