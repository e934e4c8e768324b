package dev.flyball.optimizer.action;

import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.optimizer.Traffic.traffic;

import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Verdict;
import dev.flyball.schemas.sketch.LatencySketch;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint in a bad moment, and an action on it, window by window through the whole course of an action. Few keys have
 * most of the requests, some keys are slow, the level wanders slowly and was bad when the alert fired, so it gets better by
 * itself; besides, each arm wanders a little by itself.
 */
final class SimulatedIncident {
    private static final int KEYS = 400;
    private static final double SKEW = 1.0;
    private static final double KEY_SCATTER = 0.4;
    private static final double REQUEST_SCATTER = 0.7;
    private static final double LEVEL_SCATTER = 0.25;
    private static final double LEVEL_MEMORY = 0.8;
    private static final double ARM_SCATTER = 0.04;
    private static final double ARM_MEMORY = 0.6;
    private static final double ALERT = 2.33;
    private static final double USUAL_LOG_MICROS = Math.log(40_000);

    private final RandomGenerator random;
    private final double requestsPerSecond;
    private final Treated treated;
    private final double[] popularity = new double[KEYS];
    private final double[] slowness = new double[KEYS];
    private final double[] armLevel = new double[2];
    private double level;

    private Progress progress;
    private int mostPermille;
    private int looks;

    /**
     * What the treatment does to a request.
     *
     * @param slower factor on its response time
     * @param errorRate with the treatment
     * @param usualErrorRate without
     */
    record Treated(double slower, double errorRate, double usualErrorRate) {
        static final Treated NOT_AT_ALL = new Treated(1, 0.01, 0.01);
    }

    SimulatedIncident(long seed, double requestsPerSecond, Objective objective, Treated treated) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.requestsPerSecond = requestsPerSecond;
        this.treated = treated;
        this.progress = Actions.action("a-" + seed, objective, Staging.DEFAULT).begin();
        for (int key = 0; key < KEYS; key++) {
            popularity[key] = (key == 0 ? 0 : popularity[key - 1]) + Math.pow(key + 1, -SKEW);
            slowness[key] = KEY_SCATTER * random.nextGaussian();
        }
    }

    /** Until there is a verdict, or so much event time is over. */
    SimulatedIncident run(int seconds) {
        while (level < ALERT * LEVEL_SCATTER) {
            wander();
        }
        for (int second = 0; second < seconds && progress instanceof Running running; second += 10) {
            wander();
            progress = running.on(window(running, second), T0 + second * 1000L);
            looks++;
            if (progress instanceof Running next) {
                mostPermille = Math.max(mostPermille, next.permille());
            }
        }
        return this;
    }

    @Nullable
    Verdict verdict() {
        return progress instanceof Finished finished ? finished.verdict() : null;
    }

    int mostPermille() {
        return mostPermille;
    }

    int looks() {
        return looks;
    }

    private EndpointMetrics window(Running running, int second) {
        Step step = running.steps().get(running.steps().size() - 1);
        LatencySketch[] times = {new LatencySketch(), new LatencySketch()};
        int[] errors = new int[2];
        boolean[] drawn = drawn(step.cohort());
        int count =
                (int) Math.round(10 * requestsPerSecond + Math.sqrt(10 * requestsPerSecond) * random.nextGaussian());
        for (int i = 0; i < count; i++) {
            int key = key();
            int arm = drawn[key] ? 0 : 1;
            boolean isTreated = arm == 0 && step.permille() > 0;
            double log = USUAL_LOG_MICROS
                    + level
                    + armLevel[arm]
                    + slowness[key]
                    + REQUEST_SCATTER * random.nextGaussian()
                    + (isTreated ? Math.log(treated.slower()) : 0);
            times[arm].add(Math.round(Math.exp(log)));
            double errorRate = isTreated ? treated.errorRate() : treated.usualErrorRate();
            errors[arm] += random.nextDouble() < errorRate ? 1 : 0;
        }
        String tag = running.action().tag(step.number());
        return traffic()
                .arm(tag, Arm.TREATED, errors[0], (int) times[0].count() / 2, times[0])
                .arm(tag, Arm.CONTROL, errors[1], (int) times[1].count() / 2, times[1])
                .windowAt(second);
    }

    private void wander() {
        level = step(level, LEVEL_MEMORY, LEVEL_SCATTER);
        armLevel[0] = step(armLevel[0], ARM_MEMORY, ARM_SCATTER);
        armLevel[1] = step(armLevel[1], ARM_MEMORY, ARM_SCATTER);
    }

    private double step(double value, double memory, double scatter) {
        return memory * value + Math.sqrt(1 - memory * memory) * scatter * random.nextGaussian();
    }

    private int key() {
        int found = Arrays.binarySearch(popularity, random.nextDouble() * popularity[KEYS - 1]);
        return Math.min(KEYS - 1, found < 0 ? -found - 1 : found);
    }

    private static boolean[] drawn(Cohort cohort) {
        boolean[] drawn = new boolean[KEYS];
        for (int key = 0; key < KEYS; key++) {
            drawn[key] = new SplittableRandom(cohort.salt() * 31L + key * 1_000_003L).nextInt(1000) < cohort.permille();
        }
        return drawn;
    }
}
