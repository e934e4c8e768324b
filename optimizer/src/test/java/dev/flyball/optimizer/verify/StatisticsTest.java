package dev.flyball.optimizer.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The tests that verdicts rest on, against known values and against chance. */
class StatisticsTest {
    @Test
    void fishersTestGivesTheKnownValues() {
        assertThat(ExactTest.fewer(1, 4, 3, 4)).isCloseTo(17 / 70.0, within(1e-9));
        assertThat(ExactTest.fewer(0, 60, 8, 540)).isCloseTo(0.4290, within(5e-3));
        assertThat(ExactTest.fewer(4, 4, 0, 4)).isEqualTo(1, within(1e-9));
        assertThat(ExactTest.fewer(0, 100_000, 40, 100_000)).isCloseTo(Math.pow(0.5, 40), within(1e-14));
    }

    @Test
    void howeverOftenOneLooksTheBoundHolds() {
        SequentialBound bound = new SequentialBound(0.04, 0.5);
        Random random = new Random(1);
        int broken = 0;
        for (int run = 0; run < 2_000; run++) {
            broken += isEverBroken(bound, random) ? 1 : 0;
        }

        assertThat(broken / 2_000.0).isLessThanOrEqualTo(0.04).isPositive();
    }

    /** A baseline of five looks, and then a hundred looks at a mean that does not differ from it. */
    private static boolean isEverBroken(SequentialBound bound, Random random) {
        double perLook = 0.01;
        double baseline = Math.sqrt(perLook / 5) * random.nextGaussian();
        double sum = 0;
        for (int look = 1; look <= 100; look++) {
            sum += Math.sqrt(perLook) * random.nextGaussian();
            double difference = sum / look - baseline;
            if (Math.abs(difference) > bound.halfWidth(perLook / 5 + perLook / look)) {
                return true;
            }
        }
        return false;
    }
}
