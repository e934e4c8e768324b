package dev.flyball.optimizer.learn;

import dev.flyball.optimizer.verify.Comparison;
import dev.flyball.schemas.TrafficTier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a strategy stands against a symptom.
 *
 * @param tries actions that told something, at endpoints with so much traffic
 * @param effect the relative improvement that is expected on average, all that is known considered
 * @param best how likely it is to be better than the other strategies, and than doing nothing; 0 when it is disabled
 * @param worse how likely it is to make things worse by a relevant share
 */
public record Standing(Cell cell, long tries, double effect, double best, double worse) {
    /** What is so likely to do harm is not tried any more, until what was measured is so old that it may be doubted. */
    private static final double TOO_LIKELY_WORSE = 0.1;

    private static final int FEWEST_STEPS = 1_000;
    private static final int MOST_STEPS = 100_000;

    /**
     * Of strategies that answer the same symptom, in their order.
     *
     * @param now event time, epoch milliseconds
     */
    public static List<Standing> of(
            List<String> strategies, String symptom, TrafficTier tier, Scores scores, long now) {
        List<Standing> standings = new ArrayList<>();
        List<Belief> enabled = new ArrayList<>();
        for (String strategy : strategies) {
            Cell cell = new Cell(strategy, symptom, tier);
            Belief belief = scores.belief(cell, now);
            Standing standing = new Standing(
                    cell, scores.evidence(cell).tries(), belief.mean(), 0, belief.below(-Comparison.RELEVANT));
            standings.add(standing);
            if (!standing.isDisabled()) {
                enabled.add(belief);
            }
        }
        List<Double> best = best(enabled);
        int next = 0;
        for (int i = 0; i < standings.size(); i++) {
            if (!standings.get(i).isDisabled()) {
                standings.set(i, standings.get(i).withBest(best.get(next++)));
            }
        }
        return List.copyOf(standings);
    }

    /** Of all that was tried against any symptom, by symptom, tier and name. */
    public static List<Standing> of(Scores scores, long now) {
        SortedMap<String, SortedSet<String>> tried = new TreeMap<>();
        scores.byCell()
                .keySet()
                .forEach(cell -> tried.computeIfAbsent(cell.symptom(), symptom -> new TreeSet<>())
                        .add(cell.strategy()));
        List<Standing> standings = new ArrayList<>();
        tried.forEach((symptom, strategies) -> {
            for (TrafficTier tier : TrafficTier.values()) {
                standings.addAll(of(List.copyOf(strategies), symptom, tier, scores, now));
            }
        });
        return List.copyOf(standings);
    }

    public boolean isDisabled() {
        return worse > TOO_LIKELY_WORSE;
    }

    /** In words, such as {@code 12 tries, +31.0 % expected}. */
    String words() {
        String measured = String.format(
                Locale.ROOT, "%d %s, %+.1f %% expected", tries, tries == 1 ? "try" : "tries", 100 * effect);
        return isDisabled()
                ? measured
                        + String.format(
                                Locale.ROOT,
                                ", disabled: %.0f %% likely to make it %.0f %% worse",
                                100 * worse,
                                100 * Comparison.RELEVANT)
                : measured;
    }

    private Standing withBest(double chance) {
        return new Standing(cell, tries, effect, chance, worse);
    }

    /** Of each its chance to be above all others and above 0: the integral of its density times their distributions. */
    private static List<Double> best(List<Belief> beliefs) {
        double[] chances = new double[beliefs.size()];
        double highest = beliefs.stream().mapToDouble(Belief::highest).max().orElse(0);
        double narrowest = beliefs.stream().mapToDouble(Belief::deviation).min().orElse(1);
        int steps = (int) Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, highest / narrowest));
        double step = highest / steps;
        for (int i = 0; i < steps && step > 0; i++) {
            double value = (i + 0.5) * step;
            double allBelow = 1;
            double[] below = new double[chances.length];
            for (int one = 0; one < chances.length; one++) {
                below[one] = beliefs.get(one).below(value);
                allBelow *= below[one];
            }
            for (int one = 0; one < chances.length && allBelow > 0; one++) {
                chances[one] += step * beliefs.get(one).density(value) * allBelow / below[one];
            }
        }
        List<Double> shares = new ArrayList<>();
        for (double chance : chances) {
            shares.add(Math.min(1, chance));
        }
        return shares;
    }
}
