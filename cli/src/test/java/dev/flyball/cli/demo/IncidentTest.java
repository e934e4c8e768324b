package dev.flyball.cli.demo;

import static dev.flyball.cli.demo.Events.CATEGORIES;
import static dev.flyball.cli.demo.Events.PRODUCTS;
import static dev.flyball.cli.demo.Events.alert;
import static dev.flyball.cli.demo.Events.result;
import static dev.flyball.cli.demo.Events.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.cli.demo.Plan.Cure;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.OptimizationResult.Phase;
import org.junit.jupiter.api.Test;

class IncidentTest {
    private static final long START = 1_000_000;
    private static final String LIST = "GET /api/products";

    private final Incident incident = new Incident(Plan.ALL.get(0), START);

    @Test
    void itIsHealedWhenItWasDetectedActedOnAndIsOver() {
        incident.on(alert("1", PRODUCTS, AlertState.FIRING, START + 5_000));
        incident.on(result("1", PRODUCTS, Phase.STARTED, START + 6_000));
        incident.on(alert("1", PRODUCTS, AlertState.RESOLVED, START + 5_000));
        assertThat(incident.missing()).containsExactly("the metrics are not back");

        incident.on(window(PRODUCTS, START + 10_000, 0, 20));

        assertThat(incident.healed()).isTrue();
    }

    @Test
    void withoutAnyEventEverythingIsMissing() {
        assertThat(incident.healed()).isFalse();
        assertThat(incident.missing())
                .containsExactly(
                        "no alert has fired", "nothing was done", "no alert was resolved", "the metrics are not back");
    }

    @Test
    void anAlertFromBeforeTheFaultOrOnAnotherEndpointIsNotIts() {
        incident.on(alert("old", PRODUCTS, AlertState.FIRING, START - 1));
        incident.on(alert("other", CATEGORIES, AlertState.FIRING, START + 5_000));

        assertThat(incident.missing()).contains("no alert has fired");
    }

    @Test
    void aDeclinedRequestOrAnActionForAnotherAlertIsNoHelp() {
        incident.on(alert("1", PRODUCTS, AlertState.FIRING, START + 5_000));
        incident.on(result("1", PRODUCTS, Phase.DECLINED, START + 6_000));
        incident.on(result("2", PRODUCTS, Phase.STARTED, START + 6_000));

        assertThat(incident.missing()).contains("nothing was done");
    }

    @Test
    void goodMetricsFromBeforeTheActionProveNothing() {
        incident.on(alert("1", PRODUCTS, AlertState.FIRING, START + 5_000));
        incident.on(result("1", PRODUCTS, Phase.STARTED, START + 6_000));
        incident.on(window(PRODUCTS, START, 0, 20));

        assertThat(incident.missing()).contains("the metrics are not back");
    }

    @Test
    void itIsNotHealedWhileTheNewestWindowIsBad() {
        incident.on(alert("1", PRODUCTS, AlertState.FIRING, START + 5_000));
        incident.on(result("1", PRODUCTS, Phase.STARTED, START + 6_000));
        incident.on(alert("1", PRODUCTS, AlertState.RESOLVED, START + 5_000));
        incident.on(window(PRODUCTS, START + 10_000, 0, 20));
        incident.on(window(PRODUCTS, START + 20_000, 0.2, 20));

        assertThat(incident.missing()).containsExactly("the metrics are not back");
    }

    @Test
    void oneThatNothingShouldBeDoneAboutIsHealedWhenThatWasSaidAndItIsOver() {
        Incident alone = leftAlone();
        alone.on(alert("1", LIST, AlertState.FIRING, START + 5_000));
        assertThat(alone.missing())
                .containsExactly(
                        "nobody said that nothing is done", "no alert was resolved", "the metrics are not back");

        alone.on(result("1", LIST, Phase.DECLINED, START + 6_000));
        assertThat(alone.decided()).isTrue();
        alone.on(alert("1", LIST, AlertState.RESOLVED, START + 5_000));
        alone.on(window(LIST, START + 10_000, 0, 20));

        assertThat(alone.healed()).isTrue();
    }

    @Test
    void whenSomethingIsDoneAboutItAllTheSameItIsNeverHealed() {
        Incident alone = leftAlone();
        alone.on(alert("1", LIST, AlertState.FIRING, START + 5_000));
        alone.on(result("1", LIST, Phase.DECLINED, START + 6_000));
        alone.on(result("1", LIST, Phase.STARTED, START + 7_000));

        assertThat(alone.missing()).contains("something was done that could only do harm");
    }

    @Test
    void anAlertThatFiresAgainHasToBeResolvedAgain() {
        incident.on(alert("1", PRODUCTS, AlertState.FIRING, START + 5_000));
        incident.on(alert("1", PRODUCTS, AlertState.RESOLVED, START + 5_000));
        incident.on(alert("2", PRODUCTS, AlertState.FIRING, START + 30_000));

        assertThat(incident.missing()).contains("no alert was resolved");
    }

    private static Incident leftAlone() {
        Plan plan = Plan.ALL.stream()
                .filter(each -> each.cure() == Cure.NO_ACTION)
                .findFirst()
                .orElseThrow();
        return new Incident(plan, START);
    }
}
