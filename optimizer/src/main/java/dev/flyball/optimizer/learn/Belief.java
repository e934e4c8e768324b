package dev.flyball.optimizer.learn;

/**
 * What is believed of a number: a bell curve.
 *
 * @param variance more than 0; infinite when nothing is known
 */
record Belief(double mean, double variance) {
    static final Belief NOTHING = new Belief(0, Double.POSITIVE_INFINITY);

    /** So many standard deviations away is as good as never. */
    private static final double FAR = 8;

    /** After hearing something else about the same number, independently: the surer of both counts more. */
    Belief and(Belief other) {
        if (other.variance == Double.POSITIVE_INFINITY) {
            return this;
        }
        if (variance == Double.POSITIVE_INFINITY) {
            return other;
        }
        double weight = 1 / variance + 1 / other.variance;
        return new Belief((mean / variance + other.mean / other.variance) / weight, 1 / weight);
    }

    /** About another number that differs from this one by chance. */
    Belief loosened(double by) {
        return new Belief(mean, variance + by);
    }

    /** How likely the number is to be below the value; by the series of Marsaglia (2004), exact to 1e-14. */
    double below(double value) {
        double x = (value - mean) / Math.sqrt(variance);
        if (Math.abs(x) > FAR) {
            return x < 0 ? 0 : 1;
        }
        double term = x;
        double sum = x;
        double before = 0;
        for (int i = 3; sum != before; i += 2) {
            before = sum;
            term *= x * x / i;
            sum += term;
        }
        return Math.max(0, Math.min(1, 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)));
    }

    /** Relative likelihood of the value. */
    double density(double value) {
        double off = value - mean;
        return Math.exp(-off * off / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    }

    double deviation() {
        return Math.sqrt(variance);
    }

    double highest() {
        return mean + FAR * deviation();
    }
}
