package dev.flyball.benchmarks.drift;

/** Quantiles of delays, some of which never ended. */
final class Quantiles {
    private Quantiles() {}

    /** Not a number if there are none. */
    static double of(double[] ascending, double q) {
        return of(ascending, q, ascending.length);
    }

    /**
     * Those of more cases than there are delays: what was never found counts as infinite.
     *
     * @param cases how many there were in all
     */
    static double of(double[] ascending, double q, int cases) {
        int rank = (int) Math.ceil(q * cases) - 1;
        return cases == 0 ? Double.NaN : rank < ascending.length ? ascending[rank] : Double.POSITIVE_INFINITY;
    }
}
