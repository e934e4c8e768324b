package dev.flyball.optimizer.verify;

/**
 * A value that is known up to an error.
 *
 * @param variance of the error
 */
record Estimate(double value, double variance) {
    Estimate minus(Estimate other) {
        return new Estimate(value - other.value, variance + other.variance);
    }
}
