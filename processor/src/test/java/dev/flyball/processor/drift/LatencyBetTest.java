package dev.flyball.processor.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LatencyBetTest {
    @Test
    void noBetPaysMoreThanOneOnAverageWhileNothingIsWrong() {
        int steps = 1_000_000;
        for (LatencyBet bet : LatencyBet.ALL) {
            double sum = 0;
            for (int i = 0; i < steps; i++) {
                sum += Math.exp(bet.log(LatencyBet.place((i + 0.5) / steps)));
            }
            assertThat(sum / steps).isBetween(0.8, 1.0);
        }
    }

    @Test
    void theSmallerTheRankTheMoreItPays() {
        for (LatencyBet bet : LatencyBet.ALL) {
            for (double p = 1; p > 1e-7; p *= 0.9) {
                assertThat(bet.log(LatencyBet.place(p * 0.9))).isGreaterThanOrEqualTo(bet.log(LatencyBet.place(p)));
            }
        }
    }
}
