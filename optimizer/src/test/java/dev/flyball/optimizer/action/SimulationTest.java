package dev.flyball.optimizer.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.optimizer.action.SimulatedIncident.Treated;
import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How often the course of an action ends right, on made-up incidents with fixed seeds. */
class SimulationTest {
    private static final int LONG = 600;
    private static final int THREE_MINUTES = 180;

    @Test
    void whatDoesNothingIsHardlyEverCalledAnImprovement() {
        List<SimulatedIncident> incidents = incidents(1_000, 50, Objective.RESPONSE_TIME, Treated.NOT_AT_ALL, LONG);

        assertThat(share(incidents, Verdict.IMPROVED)).as(told(incidents)).isLessThanOrEqualTo(0.02);
        assertThat(incidents).allMatch(incident -> incident.verdict() != null);
    }

    @Test
    void errorsThatGoAwayByThemselvesAreHardlyEverCalledAnImprovement() {
        List<SimulatedIncident> incidents = incidents(300, 50, Objective.ERROR_RATE, new Treated(1, 0.2, 0.2), LONG);

        assertThat(share(incidents, Verdict.IMPROVED)).as(told(incidents)).isLessThanOrEqualTo(0.02);
    }

    @Test
    void whatMakesRequestsThirtyPercentFasterIsProvenWithinThreeMinutes() {
        List<SimulatedIncident> incidents =
                incidents(300, 50, Objective.RESPONSE_TIME, new Treated(0.7, 0.01, 0.01), THREE_MINUTES);

        assertThat(share(incidents, Verdict.IMPROVED)).as(told(incidents)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void whatPreventsErrorsIsProvenWithinThreeMinutes() {
        List<SimulatedIncident> incidents =
                incidents(200, 50, Objective.ERROR_RATE, new Treated(1.2, 0.01, 0.25), THREE_MINUTES);

        assertThat(share(incidents, Verdict.IMPROVED)).as(told(incidents)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void harmIsTakenBackBeforeAFifthOfTheKeysIsTreated() {
        List<SimulatedIncident> slow = incidents(200, 50, Objective.RESPONSE_TIME, new Treated(1.5, 0.01, 0.01), LONG);
        List<SimulatedIncident> failing =
                incidents(200, 50, Objective.RESPONSE_TIME, new Treated(0.7, 0.1, 0.01), LONG);

        assertThat(takenBackInTime(slow)).as(told(slow)).isGreaterThanOrEqualTo(0.95);
        assertThat(takenBackInTime(failing)).as(told(failing)).isGreaterThanOrEqualTo(0.95);
    }

    private static List<SimulatedIncident> incidents(
            int count, double requestsPerSecond, Objective objective, Treated treated, int seconds) {
        return LongStream.range(0, count)
                .mapToObj(seed -> new SimulatedIncident(seed, requestsPerSecond, objective, treated).run(seconds))
                .toList();
    }

    private static double takenBackInTime(List<SimulatedIncident> incidents) {
        return (double) incidents.stream()
                        .filter(incident -> incident.verdict() != null && incident.verdict() != Verdict.IMPROVED)
                        .filter(incident -> incident.mostPermille() < 200)
                        .count()
                / incidents.size();
    }

    private static double share(List<SimulatedIncident> incidents, Verdict verdict) {
        return (double) incidents.stream()
                        .filter(incident -> incident.verdict() == verdict)
                        .count()
                / incidents.size();
    }

    private static String told(List<SimulatedIncident> incidents) {
        double looks =
                incidents.stream().mapToInt(SimulatedIncident::looks).average().orElse(0);
        return incidents.stream()
                        .collect(Collectors.groupingBy(
                                incident -> String.valueOf(incident.verdict()), Collectors.counting()))
                + " after " + looks + " looks on average";
    }
}
