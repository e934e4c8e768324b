package dev.flyball.processor.rules;

import org.apache.commons.statistics.distribution.GammaDistribution;

/** Confidence bounds of how many samples were to be expected, where some were counted and they come independently. */
final class RateBound {
    private RateBound() {}

    /** The largest expectation that gives {@code count} or fewer with a probability above {@code 1 - confidence}. */
    static double upper(long count, double confidence) {
        return GammaDistribution.of(count + 1.0, 1).inverseCumulativeProbability(confidence);
    }

    /** The smallest expectation that gives {@code count} or more with a probability above {@code 1 - confidence}. */
    static double lower(long count, double confidence) {
        return count <= 0 ? 0 : GammaDistribution.of(count, 1).inverseCumulativeProbability(1 - confidence);
    }
}
