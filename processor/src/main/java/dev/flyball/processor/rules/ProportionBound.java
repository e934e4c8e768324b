package dev.flyball.processor.rules;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** Confidence bound of a share that was counted. */
final class ProportionBound {
    private ProportionBound() {}

    /**
     * The exact one-sided lower bound of Clopper and Pearson (Biometrika 26, 1934): the smallest true share that gives
     * {@code hits} or more out of {@code trials} with a probability above {@code 1 - confidence}.
     *
     * @param confidence 0 to 1, exclusive
     */
    static double lower(long hits, long trials, double confidence) {
        if (hits <= 0) {
            return 0;
        }
        return BetaDistribution.of(hits, trials - hits + 1.0).inverseCumulativeProbability(1 - confidence);
    }

    /** The exact one-sided upper bound: the largest true share that gives {@code hits} or fewer that often. */
    static double upper(long hits, long trials, double confidence) {
        if (hits >= trials) {
            return 1;
        }
        return BetaDistribution.of(hits + 1.0, trials - hits).inverseCumulativeProbability(confidence);
    }
}
