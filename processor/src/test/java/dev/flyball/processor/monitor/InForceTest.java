package dev.flyball.processor.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.rules.Rules;
import dev.flyball.processor.windows.Retention;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Rule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class InForceTest {
    private static Condition over(long windowMs) {
        return new Condition.Threshold(Metric.P90, 200, windowMs, 0.9, 3);
    }

    private static InForce inForce(List<Rule> rules) {
        return new InForce(new RuleSet(rules), MonitorSettings.DEFAULT);
    }

    private static Retention retention(InForce inForce, String operation) {
        return inForce.retention(new Checks(new Endpoint("shop", operation), inForce.rules()));
    }

    @Test
    void endpointsThatAreWatchedAlikeShareWhatIsToBeKeptOfThem() {
        InForce inForce = inForce(List.of(
                Rules.rule("all", over(10_000)),
                Rules.rule("some", over(3_600_000), new Rule.Match("*", "GET /slow*", true, null))));

        Retention usual = retention(inForce, "GET /1");
        Retention slow = retention(inForce, "GET /slow1");

        assertThat(usual).isNotEqualTo(slow);
        assertThat(retention(inForce, "GET /2")).isSameAs(usual);
        assertThat(retention(inForce, "GET /slow2")).isSameAs(slow);
    }

    @Test
    void whereRulesTellManyKindsOfEndpointsApartEachStillGetsItsOwn() {
        InForce inForce = inForce(IntStream.range(10, 110)
                .mapToObj(i -> Rules.rule("r" + i, over(i * 1_000), new Rule.Match("shop", "GET /" + i, true, null)))
                .toList());

        for (int i = 10; i < 110; i++) {
            assertThat(retention(inForce, "GET /" + i))
                    .isEqualTo(Retention.of(
                            List.of(i * 1_000L),
                            MonitorSettings.DEFAULT.lateRetention().toMillis()));
        }
    }
}
