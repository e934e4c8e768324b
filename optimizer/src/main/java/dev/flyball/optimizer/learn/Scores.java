package dev.flyball.optimizer.learn;

import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.TrafficTier;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of all strategies. Strategies that help against one symptom tend to help against others, and those that help
 * quiet endpoints tend to help busy ones: each average differs by chance from that of its group, and what is believed of one
 * cell follows exactly from what was measured in all of them (a Gaussian tree).
 *
 * @param byCell all that was measured
 */
public record Scores(Map<Cell, Evidence> byCell) {
    public static final Scores NONE = new Scores(Map.of());

    /** A strategy is offered for a symptom because it should help: of any that nobody has tried, this is expected. */
    private static final double EXPECTED = 0.2;

    private static final double BETWEEN_STRATEGIES = 0.1 * 0.1;
    private static final double BETWEEN_SYMPTOMS = 0.08 * 0.08;
    private static final double BETWEEN_TIERS = 0.08 * 0.08;

    public Scores {
        byCell = Map.copyOf(byCell);
    }

    /** Adds up the parts. */
    public static Scores of(Collection<ActionScore> parts) {
        Map<Cell, Evidence> sums = new HashMap<>();
        parts.forEach(part -> sums.merge(Cell.of(part), Evidence.of(part), Evidence::and));
        return new Scores(sums);
    }

    public Evidence evidence(Cell cell) {
        return byCell.getOrDefault(cell, Evidence.NONE);
    }

    /**
     * What is believed of the mean effect of a strategy in such a case.
     *
     * @param now event time, epoch milliseconds
     */
    Belief belief(Cell cell, long now) {
        Belief ofStrategy = new Belief(EXPECTED, BETWEEN_STRATEGIES);
        for (String other : symptoms(cell.strategy(), symptom -> !symptom.equals(cell.symptom()))) {
            ofStrategy = ofStrategy.and(
                    fromTiers(cell.strategy(), other, tier -> true, now).loosened(BETWEEN_SYMPTOMS));
        }
        Belief ofSymptom = ofStrategy
                .loosened(BETWEEN_SYMPTOMS)
                .and(fromTiers(cell.strategy(), cell.symptom(), tier -> tier != cell.tier(), now));
        return ofSymptom.loosened(BETWEEN_TIERS).and(evidence(cell).belief(now));
    }

    private Belief fromTiers(String strategy, String symptom, Predicate<TrafficTier> which, long now) {
        Belief sum = Belief.NOTHING;
        for (TrafficTier tier : TrafficTier.values()) {
            if (which.test(tier)) {
                Belief measured = evidence(new Cell(strategy, symptom, tier)).belief(now);
                sum = sum.and(measured.loosened(BETWEEN_TIERS));
            }
        }
        return sum;
    }

    /** In one order, so that sums come out the same to the last bit. */
    private SortedSet<String> symptoms(String strategy, Predicate<String> which) {
        return byCell.keySet().stream()
                .filter(cell -> cell.strategy().equals(strategy))
                .map(Cell::symptom)
                .filter(which)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
