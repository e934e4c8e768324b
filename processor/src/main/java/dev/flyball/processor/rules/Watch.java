package dev.flyball.processor.rules;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Severity;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What a rule watches at an endpoint, and under which name it raises an alert there. Most rules watch one thing; an
 * objective has one alert that calls somebody and one that opens a ticket, drift has one for each signal.
 *
 * @param rule whose watch it is
 * @param name of its alerts: the rule's, or {@code rule:part}
 * @param condition the one that counts at the endpoint
 * @param metric what its values are
 * @param kind what is wrong when it holds
 * @param severity of its alerts
 * @param windowMs the stretch that shows best what is wrong, milliseconds
 * @param checks makes what decides it, for one endpoint
 */
public record Watch(
        Rule rule,
        String name,
        Condition condition,
        Metric metric,
        AlertKind kind,
        Severity severity,
        long windowMs,
        Supplier<Check> checks) {
    private static final long DRIFT_WINDOW_MS = 10_000;

    /** What is watched at an endpoint where that condition of the rule counts. */
    static List<Watch> of(Rule rule, Condition condition) {
        if (condition instanceof Condition.Threshold threshold) {
            return List.of(whole(rule, threshold, threshold.metric(), () -> new ThresholdCheck(threshold)));
        }
        if (condition instanceof Condition.Baseline baseline) {
            return List.of(whole(rule, baseline, baseline.metric(), () -> new BaselineCheck(baseline)));
        }
        if (condition instanceof Condition.Silence silence) {
            return List.of(silence(rule, silence));
        }
        if (condition instanceof Condition.SloBurn slo) {
            return List.of(
                    burning(rule, slo, "page", rule.severity(), Condition.SloBurn.PAGE),
                    burning(rule, slo, "ticket", lower(rule.severity()), Condition.SloBurn.TICKET));
        }
        if (condition instanceof Condition.Drift drift) {
            EndpointDrift shared = new EndpointDrift(drift);
            return drift.signals().stream()
                    .map(signal -> drifting(rule, drift, signal, shared))
                    .toList();
        }
        return List.of();
    }

    private static Watch drifting(
            Rule rule, Condition.Drift drift, Condition.Drift.Signal signal, EndpointDrift shared) {
        return new Watch(
                rule,
                rule.name() + ':' + signal.name().toLowerCase(Locale.ROOT),
                drift,
                DriftCheck.metric(signal),
                DriftCheck.kind(signal),
                rule.severity(),
                DRIFT_WINDOW_MS,
                () -> new DriftCheck(shared, signal));
    }

    private static Watch whole(Rule rule, Condition condition, Metric metric, Supplier<Check> checks) {
        return new Watch(
                rule, rule.name(), condition, metric, metric.kind(), rule.severity(), shortest(condition), checks);
    }

    private static Watch silence(Rule rule, Condition.Silence silence) {
        return new Watch(
                rule,
                rule.name(),
                silence,
                Metric.THROUGHPUT,
                AlertKind.SILENCE,
                rule.severity(),
                silence.windowMs(),
                () -> new SilenceCheck(silence));
    }

    private static Watch burning(
            Rule rule, Condition.SloBurn slo, String part, Severity severity, List<Condition.SloBurn.Burn> burns) {
        AlertKind kind = slo.goodUnderMs() == null ? AlertKind.ERROR : AlertKind.LATENCY;
        return new Watch(
                rule,
                rule.name() + ':' + part,
                slo,
                Metric.BURN_RATE,
                kind,
                severity,
                burns.get(0).shortWindow().toMillis(),
                () -> new BurnCheck(slo, burns));
    }

    private static long shortest(Condition condition) {
        return condition.windowsMs().stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    private static Severity lower(Severity severity) {
        return severity == Severity.CRITICAL ? Severity.WARNING : Severity.INFO;
    }

    /** The worse of two values. */
    double worse(double one, double other) {
        boolean lowIsBad =
                kind == AlertKind.SILENCE || (condition instanceof Condition.Baseline baseline && baseline.isTooLow());
        return lowIsBad ? Math.min(one, other) : Math.max(one, other);
    }

    public Check newCheck() {
        return checks.get();
    }

    /** Whether what was learned for the other still counts. */
    public boolean decidesLike(Watch other) {
        return name.equals(other.name) && condition.equals(other.condition);
    }

    /** Whether an alert is about the same as this, so that a change of the rule does not end it. */
    public boolean isAbout(Alert alert) {
        return name.equals(alert.rule()) && metric == alert.metric() && kind == alert.kind();
    }
}
