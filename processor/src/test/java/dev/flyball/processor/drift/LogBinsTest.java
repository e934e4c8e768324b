package dev.flyball.processor.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogBinsTest {
    @Test
    void aBinHoldsTimesThatDifferByTwelvePercentAtMost() {
        for (long micros = 40; micros < 500_000_000; micros += 1 + micros / 50) {
            double off = micros / LogBins.middle(LogBins.of(micros));
            assertThat(off).as("%d us", micros).isBetween(0.94, 1.07);
        }
    }

    @Test
    void longerTimesAreInHigherBinsAndTheExtremesInTheLastOnes() {
        int last = LogBins.of(0);
        assertThat(last).isZero();
        for (long micros = 1; micros < 86_400_000_000L; micros += 1 + micros / 20) {
            assertThat(LogBins.of(micros)).isBetween(last, LogBins.COUNT - 1);
            last = LogBins.of(micros);
        }
        assertThat(last).isEqualTo(LogBins.COUNT - 1);
    }
}
