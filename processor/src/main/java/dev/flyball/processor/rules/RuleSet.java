package dev.flyball.processor.rules;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Severity;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules in force, by name. */
public record RuleSet(List<Rule> rules) {
    /** What is watched when nobody said anything: requests that fail, and requests that take long. */
    public static final RuleSet DEFAULT = new RuleSet(List.of(
            rule("errors", Metric.ERROR_RATE, 0.05, Severity.CRITICAL),
            rule("slow", Metric.P95, 500, Severity.WARNING)));

    public RuleSet {
        rules = rules.stream().sorted(Comparator.comparing(Rule::name)).toList();
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("two rules are named '" + rule.name() + "'");
            }
        }
    }

    private static Rule rule(String name, Metric metric, double threshold, Severity severity) {
        return new Rule(
                Rule.SCHEMA_VERSION,
                name,
                1,
                0,
                "*",
                "*",
                metric,
                threshold,
                10_000,
                0.999,
                10,
                2_000,
                10_000,
                severity,
                null,
                Map.of());
    }

    /** The rules that watch an endpoint, by name. */
    public List<Rule> of(Endpoint endpoint) {
        return rules.stream()
                .filter(rule -> new Glob(rule.service()).matches(endpoint.service())
                        && new Glob(rule.endpoint()).matches(endpoint.operation()))
                .toList();
    }

    /** The longest window that a rule looks at. */
    public Duration longestWindow() {
        return Duration.ofMillis(rules.stream().mapToLong(Rule::windowMs).max().orElse(0));
    }
}
