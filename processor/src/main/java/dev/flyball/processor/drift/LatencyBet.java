package dev.flyball.processor.drift;

import java.util.List;

/**
 * A bet that requests have become slower: a share of them, by a little or a lot. On a p-value p it pays {@code 1 - share +
 * share * k * p^(k-1)}, whose mean over evenly spread p is 1 (Vovk and Wang, E-values: calibration, combination and
 * applications, Ann. Stat. 49, 2021); the smaller k, the more it counts on the smallest p. Read from a table of p in steps
 * of an eighth of an octave, rounded up, which only makes it more careful, and gives the same on every machine.
 */
final class LatencyBet {
    /** For each way in which it can hurt one: all requests a little or a lot, many of them, some, a few. */
    static final List<LatencyBet> ALL = List.of(
            new LatencyBet(0.95, 0.6),
            new LatencyBet(0.9, 0.25),
            new LatencyBet(0.4, 0.15),
            new LatencyBet(0.15, 0.15),
            new LatencyBet(0.05, 0.15));

    private static final int STEPS = 8;
    private static final int OCTAVES = 26;
    private static final double[] MANTISSAS = mantissas();

    private final double[] logs = new double[STEPS * OCTAVES + 1];

    private LatencyBet(double share, double k) {
        for (int i = 0; i < logs.length; i++) {
            double p = StrictMath.pow(2, -(double) i / STEPS);
            logs[i] = StrictMath.log(1 - share + share * k * StrictMath.pow(p, k - 1));
        }
    }

    private static double[] mantissas() {
        double[] mantissas = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            mantissas[i] = StrictMath.pow(2, (double) i / STEPS);
        }
        return mantissas;
    }

    /** The place of a p-value, above 0 and up to 1, in the tables. */
    static int place(double p) {
        int exponent = Math.getExponent(p);
        double mantissa = p / StrictMath.scalb(1.0, exponent);
        int step = 0;
        while (step < STEPS && mantissa > MANTISSAS[step]) {
            step++;
        }
        return Math.max(0, Math.min(STEPS * OCTAVES, -STEPS * exponent - step));
    }

    /** The logarithm of what the bet pays on the p-value of that place. */
    double log(int place) {
        return logs[place];
    }
}
