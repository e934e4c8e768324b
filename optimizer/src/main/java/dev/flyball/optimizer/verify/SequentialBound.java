package dev.flyball.optimizer.verify;

/**
 * How far an estimate may be off, however often one has looked at it: the confidence sequence of Robbins' normal mixture
 * (the mSPRT of Johari et al., 2017). It needs estimates that improve as means do, of which each later one tells all that
 * the earlier ones told. A mean of windows minus a fixed mean of earlier windows does.
 *
 * @param alpha how often the bound is ever broken, at most
 * @param typical effect for which it is tightest; others cost little
 */
record SequentialBound(double alpha, double typical) {
    double halfWidth(double variance) {
        if (variance == Double.POSITIVE_INFINITY) {
            return variance;
        }
        double prior = typical * typical;
        double evidence = -2 * Math.log(alpha) + Math.log((variance + prior) / variance);
        return Math.sqrt(variance * (variance + prior) / prior * evidence);
    }
}
