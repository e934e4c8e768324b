package dev.flyball.processor.drift;

/**
 * Bets that requests have become slower, each of them for another way in which that can be: all requests or a share, a
 * little or a lot. A bet on a p-value p pays {@code 1 - share + share * k * p^(k-1)}, whose mean over evenly spread p is
 * 1 (Vovk and Wang, E-values: calibration, combination and applications, Ann. Stat. 49, 2021). Read from a table of p in
 * steps of an eighth of an octave, rounded up, which only makes it more careful, and gives the same on every machine.
 */
enum LatencyBets {
    ALL_A_LITTLE(0.95, 0.6),
    ALL(0.9, 0.25),
    MANY(0.4, 0.15),
    SOME(0.15, 0.15),
    FEW(0.05, 0.15);

    private static final int STEPS = 8;
    private static final double[] MANTISSAS = new double[STEPS];
    private static final int OCTAVES = 26;

    static {
        for (int i = 0; i < STEPS; i++) {
            MANTISSAS[i] = StrictMath.pow(2, (double) i / STEPS);
        }
    }

    private final double[] logs = new double[STEPS * OCTAVES + 1];

    LatencyBets(double share, double k) {
        for (int i = 0; i < logs.length; i++) {
            double p = StrictMath.pow(2, -(double) i / 8);
            logs[i] = StrictMath.log(1 - share + share * k * StrictMath.pow(p, k - 1));
        }
    }

    /** The place of a p-value in the tables. */
    static int place(double p) {
        int exponent = Math.getExponent(p);
        double mantissa = p / StrictMath.scalb(1.0, exponent);
        int step = 0;
        while (step < STEPS && mantissa > (step == STEPS ? 2 : MANTISSAS[step])) {
            step++;
        }
        return Math.max(0, Math.min(STEPS * OCTAVES, -STEPS * exponent - step));
    }

    /** The logarithm of what the bet pays on the p-value of that place. */
    double log(int place) {
        return logs[place];
    }
}
