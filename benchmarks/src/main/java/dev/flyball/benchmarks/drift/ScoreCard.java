package dev.flyball.benchmarks.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** What the outcomes of trials come to: precision, recall, false alarms, and the delays by kind and traffic. */
final class ScoreCard {
    private static final double[] TIERS = {0, 1, 5, 50, 1e9};
    private static final String[] TIER_NAMES = {"below 1/s", "1 to 5/s", "5 to 50/s", "50/s and more"};

    private final List<Outcome> outcomes = new ArrayList<>();
    private double endpointDays;

    void add(Trial trial) {
        outcomes.addAll(trial.run());
        endpointDays += trial.endpoints() * trial.minutes() / 1_440.0;
    }

    int incidents() {
        return (int)
                outcomes.stream().filter(outcome -> outcome.fault() != null).count();
    }

    double recall() {
        return (double) detected(outcome -> true).length / incidents();
    }

    double precision() {
        int hits = outcomes.stream().mapToInt(Outcome::hits).sum();
        return hits + falseAlarms() == 0 ? 1 : (double) hits / (hits + falseAlarms());
    }

    int falseAlarms() {
        return outcomes.stream().mapToInt(Outcome::falseAlarms).sum();
    }

    double falseAlarmsPerEndpointDay() {
        return falseAlarms() / endpointDays;
    }

    /** Delays of the incidents found among the outcomes that are asked for, seconds of event time, ascending. */
    private double[] detected(Predicate<Outcome> which) {
        return outcomes.stream()
                .filter(outcome -> outcome.fault() != null && outcome.detected())
                .filter(which)
                .mapToDouble(Outcome::delay)
                .sorted()
                .toArray();
    }

    private long all(Predicate<Outcome> which) {
        return outcomes.stream()
                .filter(outcome -> outcome.fault() != null)
                .filter(which)
                .count();
    }

    /** A quantile of all delays to these faults at these rates; those that were missed count as infinite. */
    double delay(double q, double leastRate, double mostRate, Set<Fault> faults) {
        Predicate<Outcome> which = outcome -> outcome.fault() != null
                && faults.contains(outcome.fault())
                && outcome.rate() >= leastRate
                && outcome.rate() < mostRate;
        return Quantiles.of(detected(which), q, (int) all(which));
    }

    /** Alerts per incident that was found. */
    double alertsPerIncident() {
        return outcomes.stream().mapToInt(Outcome::hits).sum() / (double) detected(outcome -> true).length;
    }

    /** Recall at endpoints with at least so many requests per second. */
    double recall(double leastRate) {
        Predicate<Outcome> busy = outcome -> outcome.rate() >= leastRate;
        return detected(busy).length / (double) all(busy);
    }

    @Override
    public String toString() {
        return String.format(
                        Locale.ROOT,
                        "precision %.3f, recall %.3f of %d incidents, %.3f false alarms per endpoint-day%n",
                        precision(),
                        recall(),
                        incidents(),
                        falseAlarmsPerEndpointDay())
                + table();
    }

    /** Found of all, with median and 90 % quantile of the delays of those found, as a Markdown table. */
    String table() {
        StringBuilder text = new StringBuilder("| incident |");
        for (String name : TIER_NAMES) {
            text.append(' ').append(name).append(" |");
        }
        text.append("\n|---|---|---|---|---|\n");
        for (Fault fault : Fault.values()) {
            text.append("| ").append(fault.text).append(" |");
            for (int tier = 0; tier < TIER_NAMES.length; tier++) {
                text.append(' ')
                        .append(cell(fault, TIERS[tier], TIERS[tier + 1]))
                        .append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String cell(Fault fault, double least, double most) {
        Predicate<Outcome> which =
                outcome -> outcome.fault() == fault && outcome.rate() >= least && outcome.rate() < most;
        double[] delays = detected(which);
        return delays.length == 0
                ? "0 of " + all(which)
                : String.format(
                        Locale.ROOT,
                        "%d of %d, %.1f / %.1f s",
                        delays.length,
                        all(which),
                        Quantiles.of(delays, 0.5),
                        Quantiles.of(delays, 0.9));
    }
}
