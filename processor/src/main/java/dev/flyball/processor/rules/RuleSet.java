package dev.flyball.processor.rules;

import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Severity;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules in force, by name. */
public record RuleSet(List<Rule> rules) {
    /** What is watched when nobody said anything: requests that fail, requests that take long, and drift. */
    public static final RuleSet DEFAULT = new RuleSet(List.of(
            rule("errors", threshold(Metric.ERROR_RATE, 0.05), 2_000, 10_000, Severity.CRITICAL),
            rule("slow", threshold(Metric.P95, 500), 2_000, 10_000, Severity.WARNING),
            rule("drift", new Condition.Drift(1, Set.of()), 0, 30_000, Severity.WARNING)));

    /** Most literal characters first, then fewest stars; of matches that are alike the one that was written first. */
    private static final Comparator<Rule.Match> MOST_SPECIFIC_LAST = Comparator.<Rule.Match>comparingInt(
                    match -> new Glob(match.service()).literals() + new Glob(match.endpoint()).literals())
            .thenComparing(
                    match -> new Glob(match.service()).stars() + new Glob(match.endpoint()).stars(),
                    Comparator.reverseOrder());

    public RuleSet {
        rules = rules.stream().sorted(Comparator.comparing(Rule::name)).toList();
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("two rules are named '" + rule.name() + "'");
            }
        }
    }

    private static Condition threshold(Metric metric, double threshold) {
        return new Condition.Threshold(metric, threshold, 10_000, 0.999, 10);
    }

    private static Rule rule(String name, Condition condition, long forMs, long keepFiringMs, Severity severity) {
        return new Rule(
                Rule.SCHEMA_VERSION,
                name,
                1,
                0,
                true,
                condition,
                List.of(Rule.Match.ALL),
                forMs,
                keepFiringMs,
                severity,
                null,
                Map.of());
    }

    /** What is watched at an endpoint, by name. */
    public List<Watch> of(Endpoint endpoint) {
        return rules.stream()
                .flatMap(rule ->
                        condition(rule, endpoint).stream().flatMap(condition -> Watch.of(rule, condition).stream()))
                .toList();
    }

    /** The match of a rule that counts at an endpoint: of those that fit, the most specific. */
    public static Optional<Rule.Match> match(Rule rule, Endpoint endpoint) {
        return rule.match().stream()
                .filter(match -> new Glob(match.service()).matches(endpoint.service())
                        && new Glob(match.endpoint()).matches(endpoint.operation()))
                .reduce((one, other) -> MOST_SPECIFIC_LAST.compare(other, one) > 0 ? other : one);
    }

    private static Optional<Condition> condition(Rule rule, Endpoint endpoint) {
        return match(rule, endpoint)
                .filter(match -> rule.enabled() && match.enabled())
                .map(match -> Optional.ofNullable(match.condition()).orElse(rule.condition()));
    }

    /** How far back rules look. */
    public Set<Long> windowsMs() {
        return rules.stream().flatMap(rule -> rule.windowsMs().stream()).collect(Collectors.toSet());
    }

    /** The longest window that a rule looks at. */
    public Duration longestWindow() {
        return Duration.ofMillis(
                windowsMs().stream().mapToLong(Long::longValue).max().orElse(0));
    }
}
