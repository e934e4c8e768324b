package dev.flyball.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.processor.digest.Digest;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Sample;
import org.junit.jupiter.api.Test;

final class ThresholdCheckTest {
    private static Digest window(int good, int bad) {
        Digest window = new Digest();
        for (int i = 0; i < good + bad; i++) {
            window.add(i < good ? Sample.of(0, "s", "e", 10, 200) : Sample.of(0, "s", "e", 900, 500));
        }
        return window;
    }

    private static Finding decide(Metric metric, double threshold, Digest window) {
        return new ThresholdCheck(new Condition.Threshold(metric, threshold, 10_000, 0.999, 10))
                .decide(new FakeWindows(10_000, window));
    }

    @Test
    void aBusyEndpointIsBadAfterAMoment() {
        assertThat(decide(Metric.ERROR_RATE, 0.05, window(80, 20)).holds()).isTrue();
        assertThat(decide(Metric.P95, 500, window(80, 20)).holds()).isTrue();
    }

    @Test
    void oneFailureOfTenProvesNothing() {
        Finding finding = decide(Metric.ERROR_RATE, 0.05, window(9, 1));

        assertThat(finding.value()).isEqualTo(0.1);
        assertThat(finding.holds()).isFalse();
        assertThat(finding.clear()).as("it does not look good either").isFalse();
    }

    @Test
    void theEvidenceHasTheNumbersOfTheDecision() {
        Finding finding = decide(Metric.P95, 500, window(80, 20));

        assertThat(finding.evidence().samples()).isEqualTo(100);
        assertThat(finding.evidence().bad()).isEqualTo(20);
        assertThat(finding.evidence().allowed()).isEqualTo(0.05, within(1e-9));
        assertThat(finding.evidence().lowerBound()).isBetween(0.05, 0.2);
        assertThat(finding.evidence().windowStart()).isZero();
    }

    @Test
    void fewerSamplesThanWantedDecideNothing() {
        assertThat(decide(Metric.ERROR_RATE, 0.05, window(0, 9)).holds()).isFalse();
        assertThat(decide(Metric.ERROR_RATE, 0.05, window(0, 10)).holds()).isTrue();
        assertThat(decide(Metric.MEAN, 5, window(9, 0)).holds()).isFalse();
    }

    @Test
    void valuesAreComparedAsTheyAre() {
        assertThat(decide(Metric.MEAN, 9, window(20, 0)).holds()).isTrue();
        assertThat(decide(Metric.MEAN, 10, window(20, 0)).clear()).isTrue();
        assertThat(decide(Metric.MAX, 899, window(20, 1)).holds()).isTrue();
        assertThat(decide(Metric.THROUGHPUT, 1.5, window(20, 0)).value()).isEqualTo(2);
    }

    @Test
    void anEmptyWindowIsClear() {
        assertThat(decide(Metric.P99, 100, new Digest()).clear()).isTrue();
    }

    /** From tables: 10 of 100 gives 0.0348 at 99.9 % one-sided, all of 10 gives 0.001^(1/10). */
    @Test
    void theBoundIsTheOneOfClopperAndPearson() {
        assertThat(ProportionBound.lower(10, 10, 0.999)).isEqualTo(Math.pow(0.001, 0.1), within(1e-9));
        assertThat(ProportionBound.lower(1, 1, 0.95)).isEqualTo(0.05, within(1e-9));
        assertThat(ProportionBound.lower(0, 50, 0.999)).isZero();
        assertThat(binomialTail(10, 100, ProportionBound.lower(10, 100, 0.999))).isEqualTo(0.001, within(1e-9));
    }

    /** Probability of {@code hits} or more out of {@code trials}. */
    private static double binomialTail(int hits, int trials, double p) {
        double below = 0;
        double term = Math.pow(1 - p, trials);
        for (int k = 0; k < hits; k++) {
            below += term;
            term *= (double) (trials - k) / (k + 1) * p / (1 - p);
        }
        return 1 - below;
    }
}
