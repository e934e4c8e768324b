package dev.flyball.benchmarks.optimizer;

import java.util.random.RandomGenerator;

/**
 * What wanders by itself from window to window (AR(1)): the level of all response times, which was bad when the alert fired
 * and so gets better by itself, and a little of each arm of its own.
 *
 * @param memory how much of its deviation a window hands on to the next one, 0 to 1
 */
record Noise(double memory) {
    private static final double LEVEL_SCATTER = 0.25;
    private static final double ARM_SCATTER = 0.04;
    /** In standard deviations: the worst 1 % of all windows. */
    private static final double ALERT = 2.33;

    /** The state of it; begins in a window that is bad enough for an alert. */
    final class State {
        private final RandomGenerator random;
        private final double[] arm = new double[2];
        private double level;

        State(RandomGenerator random) {
            this.random = random;
            while (level < ALERT * LEVEL_SCATTER) {
                wander();
            }
        }

        void wander() {
            level = next(level, LEVEL_SCATTER);
            arm[0] = next(arm[0], ARM_SCATTER);
            arm[1] = next(arm[1], ARM_SCATTER);
        }

        /** What is added to the logarithm of the response times of an arm. */
        double of(int which) {
            return level + arm[which];
        }

        private double next(double value, double scatter) {
            return memory * value + Math.sqrt(1 - memory * memory) * scatter * random.nextGaussian();
        }
    }
}
