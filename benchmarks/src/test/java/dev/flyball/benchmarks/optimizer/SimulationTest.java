package dev.flyball.benchmarks.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the course of an action ends right, and what is learned from many, on made-up incidents with fixed seeds. */
class SimulationTest {
    private static final Noise NOISE = new Noise(0.8);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.6, 0.9})
    void whatDoesNothingIsHardlyEverCalledAnImprovement(double memory) {
        Incidents incidents =
                Incidents.run(500, 50, new Noise(memory), Objective.RESPONSE_TIME, Treated.NOT_AT_ALL, Incidents.LONG);

        assertThat(incidents.share(Verdict.IMPROVED)).as(incidents.told()).isLessThanOrEqualTo(0.02);
        assertThat(incidents.all()).allMatch(incident -> incident.verdict() != null);
    }

    @Test
    void errorsAndMissesThatGoAwayByThemselvesAreHardlyEverCalledAnImprovement() {
        Treated errors = Treated.times(1).failing(0.2, 0.2);
        Treated misses = Treated.times(1).missing(0.4, 0.4);

        assertRarelyImproved(run(200, Objective.ERROR_RATE, errors, Incidents.LONG));
        assertRarelyImproved(run(200, Objective.HIT_RATIO, misses, Incidents.LONG));
    }

    @Test
    void whatMakesRequestsThirtyPercentFasterIsProvenWithinThreeMinutes() {
        assertMostlyImproved(run(300, Objective.RESPONSE_TIME, Treated.times(0.7), Incidents.THREE_MINUTES));
    }

    @Test
    void whatPreventsErrorsOrMissesIsProvenWithinThreeMinutes() {
        Treated errors = Treated.times(1.2).failing(0.01, 0.25);
        Treated misses = Treated.times(0.9).missing(0.2, 0.5);

        assertMostlyImproved(run(100, Objective.ERROR_RATE, errors, Incidents.THREE_MINUTES));
        assertMostlyImproved(run(100, Objective.HIT_RATIO, misses, Incidents.THREE_MINUTES));
    }

    @Test
    void harmIsTakenBackBeforeAFifthOfTheKeysIsTreated() {
        Incidents slow = run(200, Objective.RESPONSE_TIME, Treated.times(1.5), Incidents.LONG);
        Incidents failing = run(200, Objective.RESPONSE_TIME, Treated.times(0.7).failing(0.1, 0.01), Incidents.LONG);

        assertThat(slow.takenBackInTime()).as(slow.told()).isGreaterThanOrEqualTo(0.95);
        assertThat(failing.takenBackInTime()).as(failing.told()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void afterTwoHundredIncidentsTheBestStrategyIsKnownAndNoneWasTriedOnMoreThanATenthOfTheKeys() {
        Map<String, Double> truth = Map.of("serve-stale", 0.3, "coalesce", 0.1, "prefetch", -0.2);

        List<LearningRun> runs = LongStream.range(0, 5)
                .mapToObj(seed -> new LearningRun(truth, seed).run(200))
                .toList();

        assertThat(runs.stream()
                        .mapToDouble(LearningRun::bestIsFavourite)
                        .average()
                        .orElse(0))
                .isGreaterThanOrEqualTo(0.8);
        assertThat(runs.stream()
                        .mapToDouble(LearningRun::chanceOfBest)
                        .average()
                        .orElse(0))
                .isGreaterThanOrEqualTo(0.8);
        assertThat(runs).allMatch(run -> run.mostKeysUnproven() <= 0.1);
        assertThat(runs).allMatch(run -> run.requestsUnproven() <= 0.1);
    }

    private static Incidents run(int count, Objective objective, Treated treated, int seconds) {
        return Incidents.run(count, 50, NOISE, objective, treated, seconds);
    }

    private static void assertRarelyImproved(Incidents incidents) {
        assertThat(incidents.share(Verdict.IMPROVED)).as(incidents.told()).isLessThanOrEqualTo(0.02);
    }

    private static void assertMostlyImproved(Incidents incidents) {
        assertThat(incidents.share(Verdict.IMPROVED)).as(incidents.told()).isGreaterThanOrEqualTo(0.9);
    }
}
