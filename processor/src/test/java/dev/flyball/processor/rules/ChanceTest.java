package dev.flyball.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.Pane;
import dev.flyball.processor.windows.Panes;
import dev.flyball.processor.windows.Retention;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Condition.SloBurn;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Sample;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check that is not asked says nothing that it would have said. */
final class ChanceTest {
    private static final long START_MS = 1_763_836_800_000L;
    private static final int SECONDS = 40;

    private static List<Check> checks() {
        return List.of(
                threshold(Metric.ERROR_RATE, 0.3),
                threshold(Metric.P95, 100),
                threshold(Metric.P50, 100),
                threshold(Metric.MEAN, 100),
                threshold(Metric.THROUGHPUT, 2),
                new BurnCheck(new SloBurn(0.9, null, 0.9, 3), SloBurn.PAGE),
                new BurnCheck(new SloBurn(0.99, 100.0, 0.9, 3), SloBurn.TICKET));
    }

    private static Check threshold(Metric metric, double threshold) {
        return new ThresholdCheck(new Condition.Threshold(metric, threshold, 10_000, 0.6, 3));
    }

    private static Panes panes(Random random) {
        Panes panes = new Panes(Retention.of(List.of(10_000L, 300_000L, 3_600_000L, 259_200_000L), 0));
        double badness = random.nextDouble();
        for (int second = 0; second < SECONDS; second++) {
            for (int i = random.nextInt(3); i > 0; i--) {
                long at = START_MS + second * Pane.MS;
                boolean bad = random.nextDouble() < badness;
                Digest one = new Digest();
                one.add(Sample.of(at, "shop", "GET /", bad ? 150 : 50, bad ? 500 : 200));
                panes.add(at, one);
            }
        }
        return panes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatHasNoChanceDoesNotHold(long seed) {
        Panes panes = panes(new Random(seed));

        for (Check check : checks()) {
            for (int second = 1; second <= SECONDS + 12; second++) {
                long boundary = START_MS + second * Pane.MS;
                if (check.chance(panes.upTo(boundary)) != Check.Chance.NOW) {
                    assertThat(check.decide(panes.upTo(boundary)).holds())
                            .as("%s at %s", check, second)
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void whatHasNoneGetsNoneWhileNothingComes(long seed) {
        Panes panes = panes(new Random(seed));

        for (Check check : checks()) {
            boolean hopeless = false;
            for (int second = SECONDS; second <= SECONDS + 12; second++) {
                long boundary = START_MS + second * Pane.MS;
                hopeless |= check.chance(panes.upTo(boundary)) == Check.Chance.NONE;
                if (hopeless) {
                    assertThat(check.decide(panes.upTo(boundary)).holds())
                            .as("%s at %s", check, second)
                            .isFalse();
                }
            }
        }
    }
}
