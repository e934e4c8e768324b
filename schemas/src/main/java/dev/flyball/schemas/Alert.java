package dev.flyball.schemas;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A rule that holds, or held, for an endpoint. All times are event time; there is one open alert per rule and endpoint. */
@Doc(
        "A rule that holds, or held, for an endpoint. All times are event time; there is one open alert per rule and endpoint.")
public record Alert(
        @Doc("Version of this format.") int schemaVersion,
        @Doc("The same from pending to resolved.") String id,
        @Doc("Name of the rule.") String rule,
        @Doc("What is wrong.") AlertKind kind,
        @Doc("Name of the service.") String service,
        @Doc("Operation.") String endpoint,
        @Doc("Where the alert stands.") AlertState state,

        @Doc("Since when the rule holds, epoch milliseconds.")
        long startedAt,

        @Doc("When it fired, epoch milliseconds.") @Nullable Long firedAt,

        @Doc("When it was resolved, epoch milliseconds.") @Nullable
        Long resolvedAt,

        @Doc("How urgent.") Severity severity,
        @Doc("The metric that the rule looks at.") Metric metric,
        @Doc("Its value now, in the unit of the metric.") double value,
        @Doc("Its worst value since the start.") double peak,
        @Doc("The rule's threshold.") double threshold,
        @Doc("The numbers behind the decision.") Evidence evidence,
        @Doc("Trace ids of bad samples.") List<String> exemplars,
        @Doc("Labels of the rule.") Map<String, String> labels,

        @Doc("How often it has fired within the last hour, this time included; more than once is flapping.") @Nullable
        Integer flaps) {
    public static final int SCHEMA_VERSION = 1;

    public Alert {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(evidence, "evidence");
        exemplars = exemplars == null ? List.of() : List.copyOf(exemplars);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    public Endpoint endpointOf() {
        return new Endpoint(service, endpoint);
    }

    /** The key on the alerts topic: one open alert per rule and endpoint. */
    public String key() {
        return endpointOf().key() + '|' + rule;
    }
}
