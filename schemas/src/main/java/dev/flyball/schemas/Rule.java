package dev.flyball.schemas;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When an endpoint counts as bad: a metric over a sliding window lies above its threshold.
 *
 * <p>For quantiles and the error rate the rule is decided on a proportion: 'p95 above 500 ms' means that more than 5 %
 * of the requests took longer than 500 ms, and it holds when the lower confidence bound of that share says so.
 */
@Doc("When an endpoint counts as bad: a metric over a sliding window lies above its threshold.")
public record Rule(
        @Doc("Version of this format.") int schemaVersion,
        @Doc("Name of the rule, unique.") String name,

        @Doc("Number of this version of the rule; the highest counts.")
        long version,

        @Doc("Event time from which this version counts, epoch milliseconds.")
        long validFrom,

        @Doc("Glob over services.") String service,
        @Doc("Glob over operations.") String endpoint,
        @Doc("What is measured.") Metric metric,

        @Doc(
                "Above this the endpoint is bad: milliseconds for latency, a share of 0 to 1 for error-rate, cpu and memory, requests per second for throughput.")
        double threshold,

        @Doc("Length of the sliding window, milliseconds.") long windowMs,

        @Doc("One-sided confidence of the bound, 0.5 to 0.999999; for quantiles and the error rate.")
        double confidence,

        @Doc("Fewer samples than this in the window decide nothing.")
        int minSamples,

        @Doc("How long the rule must hold before the alert fires, milliseconds.")
        long forMs,

        @Doc("How long the rule must not hold before a firing alert is resolved, milliseconds.")
        long keepFiringMs,

        @Doc("Severity of the alert.") Severity severity,
        @Doc("Who answers for the rule.") @Nullable String owner,
        @Doc("Labels that its alerts carry.") Map<String, String> labels) {
    public static final int SCHEMA_VERSION = 1;

    public Rule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(severity, "severity");
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        require(!name.isBlank(), name, "has no name");
        require(Double.isFinite(threshold) && threshold >= 0, name, "threshold must be 0 or more: " + threshold);
        require(windowMs >= 1_000 && windowMs % 1_000 == 0, name, "window must be whole seconds: " + windowMs + " ms");
        require(
                confidence >= 0.5 && confidence <= 0.999_999,
                name,
                "confidence must be 0.5 to 0.999999: " + confidence);
        require(minSamples >= 1, name, "minSamples must be 1 or more: " + minSamples);
        require(forMs >= 0, name, "for must be 0 or more: " + forMs + " ms");
        require(keepFiringMs >= 0, name, "keepFiring must be 0 or more: " + keepFiringMs + " ms");
    }

    private static void require(boolean holds, String name, String fault) {
        if (!holds) {
            throw new IllegalArgumentException("rule '" + name + "': " + fault);
        }
    }
}
