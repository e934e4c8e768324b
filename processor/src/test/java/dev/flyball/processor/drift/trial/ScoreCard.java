package dev.flyball.processor.drift.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What the outcomes of trials come to: precision, recall, false alarms, and the delays by kind and traffic. */
public final class ScoreCard {
    private static final double[] TIERS = {0, 1, 5, 50, 1e9};
    private static final String[] TIER_NAMES = {"below 1/s", "1 to 5/s", "5 to 50/s", "50/s and more"};

    private final List<Outcome> outcomes = new ArrayList<>();
    private double endpointDays;

    public void add(Trial trial) {
        outcomes.addAll(trial.run());
        endpointDays += trial.endpoints() * trial.minutes() / 1_440.0;
    }

    public int incidents() {
        return (int)
                outcomes.stream().filter(outcome -> outcome.fault() != null).count();
    }

    public double recall() {
        return (double) detected(outcome -> true).length / incidents();
    }

    public double precision() {
        int hits = outcomes.stream().mapToInt(Outcome::hits).sum();
        return hits + falseAlarms() == 0 ? 1 : (double) hits / (hits + falseAlarms());
    }

    public int falseAlarms() {
        return outcomes.stream().mapToInt(Outcome::falseAlarms).sum();
    }

    public double falseAlarmsPerEndpointDay() {
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

    static double quantile(double[] ascending, double q) {
        return ascending.length == 0
                ? Double.NaN
                : ascending[(int) Math.min(ascending.length - 1, Math.ceil(q * ascending.length) - 1)];
    }

    /** A quantile of all delays to these faults at these rates; those that were missed count as infinite. */
    public double delay(double q, double leastRate, double mostRate, String... faults) {
        List<String> wanted = Arrays.asList(faults);
        Predicate<Outcome> which = outcome -> outcome.fault() != null
                && wanted.contains(outcome.fault().name())
                && outcome.rate() >= leastRate
                && outcome.rate() < mostRate;
        double[] found = detected(which);
        double[] every = Arrays.copyOf(found, (int) all(which));
        Arrays.fill(every, found.length, every.length, Double.POSITIVE_INFINITY);
        return quantile(every, q);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "precision %.3f, recall %.3f of %d incidents, %d false alarms in %.0f endpoint-days = %.3f per endpoint-day, %.2f alerts per incident found%n",
                precision(),
                recall(),
                incidents(),
                falseAlarms(),
                endpointDays,
                falseAlarmsPerEndpointDay(),
                outcomes.stream().mapToInt(Outcome::hits).sum() / (double) detected(o -> true).length));
        text.append("| incident |");
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
                        quantile(delays, 0.5),
                        quantile(delays, 0.9));
    }
}
