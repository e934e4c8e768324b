package dev.flyball.benchmarks.optimizer;

import dev.flyball.optimizer.action.Finished;
import dev.flyball.optimizer.learn.Cell;
import dev.flyball.optimizer.learn.Evidence;
import dev.flyball.optimizer.learn.Scores;
import dev.flyball.optimizer.learn.Selector;
import dev.flyball.optimizer.learn.Selector.Selected;
import dev.flyball.optimizer.learn.Standing;
import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.TrafficTier;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Incident after incident, each met with what was learned from those before it. */
final class LearningRun {
    private static final String SYMPTOM = "slow-origin";
    private static final Selector SELECTOR = new Selector(0.1);
    private static final Noise NOISE = new Noise(0.6);
    private static final double[] RATES = {20, 120};
    private static final long APART = Duration.ofHours(3).toMillis();
    private static final double BETWEEN_INCIDENTS = 0.1;

    private final Map<String, Double> truth;
    private final List<String> strategies;
    private final long seed;
    private final RandomGenerator random;
    private final Map<Cell, Evidence> known = new HashMap<>();

    private long now = 1_763_836_800_000L;
    private double mostKeysUnproven;
    private double requestsUnproven;
    private int incidents;
    private int bestPicked;

    /**
     * A run that knows nothing yet.
     *
     * @param truth the improvement of response times by each strategy, on average over incidents; what helps most is best,
     *     and nothing if none helps
     */
    LearningRun(Map<String, Double> truth, long seed) {
        this.truth = truth;
        this.strategies = truth.keySet().stream().sorted().toList();
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    LearningRun run(int count) {
        for (int i = 0; i < count; i++) {
            meet(RATES[random.nextInt(RATES.length)]);
        }
        return this;
    }

    private void meet(double requestsPerSecond) {
        now += APART;
        incidents++;
        TrafficTier tier = TrafficTier.of(requestsPerSecond);
        Selected selected =
                SELECTOR.select("run-" + seed + "/" + now, SYMPTOM, tier, strategies, new Scores(known), now);
        String drawn = selected.strategy().orElse(Selector.NO_ACTION);
        bestPicked += drawn.equals(best()) ? 1 : 0;
        selected.strategy().ifPresent(strategy -> act(strategy, tier, requestsPerSecond));
    }

    private void act(String strategy, TrafficTier tier, double requestsPerSecond) {
        double improvement = truth.getOrDefault(strategy, 0.0) + BETWEEN_INCIDENTS * random.nextGaussian();
        SimulatedIncident incident = new SimulatedIncident(
                        random.nextLong(),
                        requestsPerSecond,
                        NOISE,
                        Objective.RESPONSE_TIME,
                        Treated.times(1 - Math.min(0.95, improvement)))
                .run(Incidents.LONG);
        requestsUnproven += incident.unprovenShare();
        mostKeysUnproven = Math.max(mostKeysUnproven, incident.mostUnprovenPermille() / 1000.0);
        Cell cell = new Cell(strategy, SYMPTOM, tier);
        incident.finished()
                .flatMap(Finished::reward)
                .ifPresent(reward -> known.merge(cell, Evidence.NONE.and(reward, now), Evidence::and));
    }

    /** How likely the next incident is met with what is best, on average over the tiers. */
    double chanceOfBest() {
        double sum = 0;
        for (double rate : RATES) {
            sum += SELECTOR.select("next", SYMPTOM, TrafficTier.of(rate), strategies, new Scores(known), now)
                    .selection()
                    .propensities()
                    .getOrDefault(best(), 0.0);
        }
        return sum / RATES.length;
    }

    /** In how many of the tiers what is best is taken for the best. */
    double bestIsFavourite() {
        double right = 0;
        for (double rate : RATES) {
            List<Standing> standings = Standing.of(strategies, SYMPTOM, TrafficTier.of(rate), new Scores(known), now);
            double some = standings.stream().mapToDouble(Standing::best).sum();
            Standing first =
                    standings.stream().max(Comparator.comparing(Standing::best)).orElseThrow();
            String favourite = first.best() > 1 - some ? first.cell().strategy() : Selector.NO_ACTION;
            right += favourite.equals(best()) ? 1 : 0;
        }
        return right / RATES.length;
    }

    /** The share of incidents that were met with what is best. */
    double shareOfBest() {
        return (double) bestPicked / incidents;
    }

    /** The highest share of keys ever treated with what was not proven yet. */
    double mostKeysUnproven() {
        return mostKeysUnproven;
    }

    /** The share of requests that were treated with what was not proven yet, on average over the incidents. */
    double requestsUnproven() {
        return requestsUnproven / incidents;
    }

    private String best() {
        return truth.entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Selector.NO_ACTION);
    }
}
