package dev.flyball.processor.rules;

import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Severity;
import java.util.List;
import java.util.Map;

/** Rules for tests. */
public final class Rules {
    public static final Condition ERRORS = new Condition.Threshold(Metric.ERROR_RATE, 0.05, 10_000, 0.999, 10);

    private Rules() {}

    /** Fires after 2 s, is resolved after 10 s, for every endpoint. */
    public static Rule rule(String name, Condition condition, Rule.Match... match) {
        return new Rule(
                Rule.SCHEMA_VERSION,
                name,
                1,
                0,
                true,
                condition,
                match.length == 0 ? List.of(Rule.Match.ALL) : List.of(match),
                2_000,
                10_000,
                Severity.CRITICAL,
                null,
                Map.of());
    }

    /** The only thing that a rule watches. */
    static Watch watch(Condition condition) {
        return Watch.of(rule("r", condition), condition).get(0);
    }
}
