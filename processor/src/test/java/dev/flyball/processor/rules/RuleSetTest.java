package dev.flyball.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Rule.Match;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleSetTest {
    private static final Rule SLOW = Rules.rule(
            "slow",
            slowerThan(500),
            Match.ALL,
            new Match("shop", "*", true, slowerThan(400)),
            new Match("*", "GET /reports/*", true, slowerThan(2_000)),
            new Match("*", "GET /reports/daily", true, slowerThan(9_000)),
            new Match("shop", "GET /reports/weekly", true, slowerThan(8_000)),
            new Match("*", "GET /healthz", false, null));

    private static Condition slowerThan(double ms) {
        return new Condition.Threshold(Metric.P95, ms, 10_000, 0.999, 10);
    }

    @ParameterizedTest
    @CsvSource({
        "blog, GET /, 500",
        "shop, GET /, 400",
        "blog, GET /reports/x, 2000",
        "shop, GET /reports/x, 2000",
        "blog, GET /reports/daily, 9000",
        "shop, GET /reports/weekly, 8000",
    })
    void theMostSpecificMatchCounts(String service, String operation, double threshold) {
        List<Watch> watches = new RuleSet(List.of(SLOW)).of(new Endpoint(service, operation));

        assertThat(watches).extracting(Watch::condition).containsExactly(slowerThan(threshold));
    }

    @Test
    void someEndpointsMayBeLeftOut() {
        assertThat(new RuleSet(List.of(SLOW)).of(new Endpoint("shop", "GET /healthz")))
                .isEmpty();
    }

    @Test
    void ofMatchesThatAreAlikeTheFirstCounts() {
        Rule alike = Rules.rule(
                "r",
                slowerThan(1),
                new Match("*", "GET /a*", true, slowerThan(2)),
                new Match("*", "GET /*a", true, slowerThan(3)),
                new Match("*", "GET /aa", true, slowerThan(4)));

        assertThat(new RuleSet(List.of(alike))
                        .of(new Endpoint("s", "GET /aba"))
                        .get(0)
                        .condition())
                .isEqualTo(slowerThan(2));
        assertThat(RuleSet.match(alike, new Endpoint("s", "POST /"))).isEmpty();
    }

    @Test
    void noTwoRulesHaveOneName() {
        assertThatThrownBy(() -> new RuleSet(List.of(SLOW, SLOW))).hasMessageContaining("two rules are named 'slow'");
    }
}
