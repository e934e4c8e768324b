package dev.flyball.optimizer.learn;

import static dev.flyball.schemas.TrafficTier.HIGH;
import static dev.flyball.schemas.TrafficTier.LOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.schemas.ActionScore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is believed of a strategy after what was measured. */
class ScoresTest {
    private static final long T0 = 1_763_836_800_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final Cell STALE = new Cell("serve-stale", "slow-origin", HIGH);
    private static final Reward GOOD = new Reward(0.4, 0.02);
    private static final Reward BAD = new Reward(-0.3, 0.02);

    @Test
    void ofWhatNobodyHasTriedSomeHelpIsExpectedAndHarmIsUnlikely() {
        Belief belief = Scores.NONE.belief(STALE, T0);

        assertThat(belief.mean()).isEqualTo(0.2);
        assertThat(belief.below(0)).isBetween(0.05, 0.1);
        assertThat(belief.below(-0.1)).isBetween(0.01, 0.03);
    }

    @Test
    void oneMeasurementIsShrunkTowardsWhatWasExpected() {
        Belief belief = scores(STALE, Evidence.NONE.and(GOOD, T0)).belief(STALE, T0);

        assertThat(belief.mean()).isBetween(0.25, 0.35);
    }

    @Test
    void manyMeasurementsSpeakForThemselves() {
        Evidence evidence = Evidence.NONE;
        for (int i = 0; i < 100; i++) {
            evidence = evidence.and(GOOD, T0);
        }

        Belief belief = scores(STALE, evidence).belief(STALE, T0);

        assertThat(belief.mean()).isCloseTo(0.4, within(0.01));
        assertThat(belief.variance()).isLessThan(0.0003);
    }

    @Test
    void theBeliefIsThatOfTheBellCurvesInClosedForm() {
        Belief belief = scores(STALE, new Evidence(1, 50, 0.4, T0)).belief(STALE, T0);

        double prior = 0.01 + 0.0064 + 0.0064;
        assertThat(belief.mean()).isCloseTo((0.2 / prior + 0.4 * 50) / (1 / prior + 50), within(1e-12));
        assertThat(belief.variance()).isCloseTo(1 / (1 / prior + 50), within(1e-12));
    }

    @Test
    void otherTiersAndOtherSymptomsAreHintsAndTheNearerIsTheStronger() {
        Evidence much = new Evidence(100, 5_000, -0.3, T0);
        Cell otherTier = new Cell(STALE.strategy(), STALE.symptom(), LOW);
        Cell otherSymptom = new Cell(STALE.strategy(), "errors-from-origin", HIGH);
        Cell otherStrategy = new Cell("coalesce", STALE.symptom(), HIGH);

        double byTier = scores(otherTier, much).belief(STALE, T0).mean();
        double bySymptom = scores(otherSymptom, much).belief(STALE, T0).mean();

        assertThat(byTier).isGreaterThan(-0.3).isLessThan(bySymptom);
        assertThat(bySymptom).isLessThan(0.2);
        assertThat(scores(otherStrategy, much).belief(STALE, T0).mean()).isEqualTo(0.2);
    }

    @Test
    void whatWasMeasuredCountsTwoPercentLessEachDay() {
        Evidence old = Evidence.NONE.and(BAD, T0);

        assertThat(old.belief(T0 + 10 * DAY).variance()).isCloseTo(0.02 / Math.pow(0.98, 10), within(1e-9));
        assertThat(old.belief(T0 - 10 * DAY)).isEqualTo(old.belief(T0));
        assertThat(scores(STALE, old).belief(STALE, T0 + 3_650 * DAY).mean()).isCloseTo(0.2, within(1e-6));
    }

    @Test
    void theOrderInWhichItCameDoesNotMatter() {
        Evidence one = Evidence.NONE.and(GOOD, T0).and(BAD, T0 + 30 * DAY).and(GOOD, T0 + 3 * DAY);
        Evidence other =
                Evidence.NONE.and(BAD, T0 + 30 * DAY).and(GOOD, T0 + 3 * DAY).and(GOOD, T0);

        assertThat(one.effect()).isCloseTo(other.effect(), within(1e-12));
        assertThat(one.weight()).isCloseTo(other.weight(), within(1e-9));
        assertThat(one.asOf()).isEqualTo(other.asOf()).isEqualTo(T0 + 30 * DAY);
    }

    @Test
    void theSharesOfSeveralOwnersAddUp() {
        Evidence here = Evidence.NONE.and(GOOD, T0);
        Evidence there = Evidence.NONE.and(BAD, T0 + DAY);
        List<ActionScore> parts = List.of(here.score(STALE, 0), there.score(STALE, 1));

        assertThat(Scores.of(parts).evidence(STALE)).isEqualTo(here.and(there));
        assertThat(Scores.of(parts).evidence(STALE).tries()).isEqualTo(2);
    }

    private static Scores scores(Cell cell, Evidence evidence) {
        return new Scores(Map.of(cell, evidence));
    }
}
