package dev.flyball.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.Condition.SloBurn;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BurnCheckTest {
    private static final SloBurn THREE_NINES = new SloBurn(0.999, null, 0.999, 10);
    private static final long HOUR = 3_600;

    private static Finding page(SloBurn slo, Timeline timeline) {
        return new BurnCheck(slo, SloBurn.PAGE).decide(timeline.now());
    }

    private static Finding ticket(SloBurn slo, Timeline timeline) {
        return new BurnCheck(slo, SloBurn.TICKET).decide(timeline.now());
    }

    /** After three quiet days; at one request a second the 14.4-fold rate is reached after 52 s of a total outage. */
    @ParameterizedTest
    @CsvSource({
        // error rate, for how long: page, ticket
        "1.0,    45, false, false",
        "1.0,   120, true,  false",
        "0.02,  300, false, false",
        "0.03, 3600, true,  false",
        "0.01, 3600, false, false",
        "0.01, 21600, true, false",
        "0.004, 21600, false, false",
        "0.004, 86400, false, true",
        "0.0005, 259200, false, false"
    })
    void itPagesAndTicketsAtTheRatesOfTheTable(double errorRate, long seconds, boolean pages, boolean tickets) {
        Timeline timeline = new Timeline().then(72 * HOUR - seconds, 1, 0).then(seconds, 1, errorRate);

        assertThat(page(THREE_NINES, timeline).holds()).as("page").isEqualTo(pages);
        assertThat(ticket(THREE_NINES, timeline).holds()).as("ticket").isEqualTo(tickets);
    }

    @Test
    void oneFailureAtNightPagesNobody() {
        Timeline quiet = new Timeline().then(HOUR - 360, 1 / 360.0, 0).then(360, 1 / 360.0, 1);

        Finding finding = page(THREE_NINES, quiet);

        assertThat(finding.value()).as("a burn rate of 100 it is").isEqualTo(100, within(1e-6));
        assertThat(finding.holds()).isFalse();
        assertThat(finding.clear()).isFalse();
    }

    @Test
    void anOutageThatIsOverIsClear() {
        Timeline over = new Timeline().then(HOUR, 1, 0).then(600, 1, 1).then(2 * HOUR, 1, 0);

        assertThat(page(THREE_NINES, over).holds()).isFalse();
        assertThat(page(THREE_NINES, over).clear()).isTrue();
    }

    @Test
    void slowRequestsAreBadWhereTheObjectiveIsOnLatency() {
        SloBurn fast = new SloBurn(0.99, 300.0, 0.999, 10);
        Timeline slow = new Timeline().then(HOUR, 1, 0, 20).then(HOUR, 1, 0, 900);

        assertThat(page(fast, slow).holds()).isTrue();
        assertThat(page(THREE_NINES, slow).holds()).isFalse();
    }

    @Test
    void itSaysHowMuchOfTheBudgetIsLeft() {
        Timeline half = new Timeline().then(1_000, 1, 0.0005);

        assertThat(page(new SloBurn(0.999, null, 0.999, 10), half.then(1_000, 1, 0.0005))
                        .evidence()
                        .budgetLeft())
                .isEqualTo(0.5, within(0.5));
        assertThat(page(THREE_NINES, new Timeline()).evidence().budgetLeft()).isEqualTo(1);
        assertThat(page(THREE_NINES, new Timeline().then(1_000, 1, 0.01))
                        .evidence()
                        .budgetLeft())
                .isEqualTo(-9, within(1e-6));
    }

    @Test
    void anObjectiveIsWatchedTwice() {
        List<Watch> watches = Watch.of(Rules.rule("availability", THREE_NINES), THREE_NINES);

        assertThat(watches).extracting(Watch::name).containsExactly("availability:page", "availability:ticket");
        assertThat(watches).extracting(Watch::severity).containsExactly(Severity.CRITICAL, Severity.WARNING);
        assertThat(watches).extracting(Watch::metric).containsOnly(Metric.BURN_RATE);
        assertThat(watches).extracting(Watch::kind).containsOnly(AlertKind.ERROR);
    }
}
