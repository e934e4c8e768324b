package dev.flyball.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.Condition.Baseline;
import dev.flyball.schemas.Condition.Silence;
import dev.flyball.schemas.Metric;
import org.junit.jupiter.api.Test;

/** What is decided by an endpoint's own past. */
final class PastChecksTest {
    private static final Silence SILENCE = new Silence(60_000, 3_600_000, 0.999);

    private static Finding silence(Timeline timeline) {
        return new SilenceCheck(SILENCE).decide(timeline.now());
    }

    private static Finding baseline(Metric metric, double factor, Timeline timeline) {
        return new BaselineCheck(new Baseline(metric, factor, 60_000, 3_600_000, 60_000, 0.999, 50))
                .decide(timeline.now());
    }

    @Test
    void aBusyEndpointThatFallsSilentIsNoticed() {
        assertThat(silence(new Timeline().then(3_600, 1, 0).then(60, 0, 0)).holds())
                .isTrue();
        assertThat(silence(new Timeline().then(3_600, 1, 0).then(59, 0, 0)).holds())
                .isFalse();
    }

    @Test
    void aQuietEndpointMayBeSilent() {
        Finding finding = silence(new Timeline().then(3_600, 0.05, 0).then(60, 0, 0));

        assertThat(finding.holds()).isFalse();
        assertThat(finding.clear()).isFalse();
    }

    @Test
    void itIsClearWhenSomethingIsHeardOrSilenceHasBecomeTheRule() {
        assertThat(silence(new Timeline().then(3_600, 1, 0).then(60, 0, 0).then(1, 1, 0))
                        .clear())
                .isTrue();
        assertThat(silence(new Timeline().then(3_600, 1, 0).then(3_600, 0, 0)).clear())
                .isFalse();
        assertThat(silence(new Timeline().then(3_600, 1, 0).then(3_661, 0, 0)).clear())
                .isTrue();
    }

    @Test
    void whatIsWrongIsSilence() {
        assertThat(Rules.watch(SILENCE).kind()).isEqualTo(AlertKind.SILENCE);
        assertThat(Rules.watch(SILENCE).worse(3, 0)).as("less is worse").isZero();
    }

    @Test
    void twiceAsSlowAsUsualIsNoticedWhateverIsUsual() {
        for (int usual : new int[] {5, 300}) {
            Timeline slower = new Timeline().then(3_600, 1, 0, usual).then(60, 1, 0, usual * 3);
            assertThat(baseline(Metric.P95, 2, slower).holds()).isTrue();
        }
        Finding fine =
                baseline(Metric.P95, 2, new Timeline().then(3_600, 1, 0, 20).then(60, 1, 0, 38));
        assertThat(fine.clear()).isTrue();
        assertThat(fine.threshold()).isEqualTo(40, within(0.5));
    }

    @Test
    void errorsAreHeldAgainstWhatThePastDoesNotRuleOut() {
        Timeline spotless = new Timeline().then(3_600, 1, 0);

        assertThat(baseline(Metric.ERROR_RATE, 2, spotless.then(60, 1, 1 / 60.0))
                        .holds())
                .as("one failure after an hour without")
                .isFalse();
        assertThat(baseline(
                                Metric.ERROR_RATE,
                                2,
                                new Timeline().then(3_600, 1, 0).then(60, 1, 0.2))
                        .holds())
                .isTrue();
    }

    @Test
    void halfTheTrafficIsNoticedWhereItIsNoChance() {
        assertThat(baseline(
                                Metric.THROUGHPUT,
                                0.5,
                                new Timeline().then(3_600, 5, 0).then(60, 1, 0))
                        .holds())
                .isTrue();
        assertThat(baseline(
                                Metric.THROUGHPUT,
                                0.5,
                                new Timeline().then(3_600, 5, 0).then(60, 3, 0))
                        .clear())
                .isTrue();
        assertThat(baseline(
                                Metric.THROUGHPUT,
                                0.5,
                                new Timeline().then(3_600, 0.1, 0).then(60, 0, 0))
                        .holds())
                .as("six requests were to be expected")
                .isFalse();
        assertThat(baseline(
                                Metric.THROUGHPUT,
                                3,
                                new Timeline().then(3_600, 5, 0).then(60, 30, 0))
                        .holds())
                .isTrue();
    }

    @Test
    void aPastOfTooFewSamplesSaysNothing() {
        Finding finding =
                baseline(Metric.P95, 2, new Timeline().then(40, 1, 0, 20).then(60, 1, 0, 500));

        assertThat(finding.holds()).isFalse();
        assertThat(finding.clear()).isTrue();
        assertThat(finding.gates().get(0)).isEqualTo(new Gate("samples in the past", 40, 50, false));
    }

    /** Poisson: with 6.9 expected, none comes in one of a thousand cases. */
    @Test
    void theBoundsOfARateAreThoseOfPoisson() {
        assertThat(RateBound.upper(0, 0.999)).isEqualTo(-Math.log(0.001), within(1e-9));
        assertThat(RateBound.lower(1, 0.999)).isEqualTo(-Math.log(0.999), within(1e-9));
        assertThat(RateBound.lower(0, 0.999)).isZero();
        assertThat(ProportionBound.upper(0, 10, 0.999)).isEqualTo(1 - Math.pow(0.001, 0.1), within(1e-9));
        assertThat(ProportionBound.upper(10, 10, 0.999)).isEqualTo(1);
    }
}
