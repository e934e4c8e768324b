package dev.flyball.benchmarks.optimizer;

import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.Verdict;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Many incidents of a kind, which differ by their seed. */
record Incidents(List<SimulatedIncident> all) {
    /** Longer than any action takes. */
    static final int LONG = 600;

    static final int THREE_MINUTES = 180;

    static Incidents run(
            int count, double requestsPerSecond, Noise noise, Objective objective, Treated treated, int seconds) {
        return new Incidents(LongStream.range(0, count)
                .mapToObj(
                        seed -> new SimulatedIncident(seed, requestsPerSecond, noise, objective, treated).run(seconds))
                .toList());
    }

    double share(Verdict verdict) {
        return share(incident -> incident.verdict() == verdict);
    }

    /** Would have been called an improvement by anybody without a control group. */
    double naivelyImproved() {
        return share(SimulatedIncident::isNaivelyImproved);
    }

    /** Ended without success while fewer than a fifth of the keys were treated. */
    double takenBackInTime() {
        return share(incident ->
                incident.verdict() != null && incident.verdict() != Verdict.IMPROVED && incident.mostPermille() < 200);
    }

    private double share(Predicate<SimulatedIncident> which) {
        return (double) all.stream().filter(which).count() / all.size();
    }

    /** In words, for a test that fails. */
    String told() {
        double looks = all.stream().mapToInt(SimulatedIncident::looks).average().orElse(0);
        return all.stream()
                        .collect(Collectors.groupingBy(
                                incident -> String.valueOf(incident.verdict()), Collectors.counting()))
                + " after " + looks + " looks on average";
    }
}
