package dev.flyball.processor.drift;

/**
 * Response times in bins that each are a sixth of an octave wide (12 %), from 32 microseconds to 9 minutes; what lies
 * outside counts as the first or the last one. Two bins are a factor of 1.26, which is what a detector forgives.
 */
final class LogBins {
    static final int COUNT = 144;

    private static final int PER_OCTAVE = 6;
    private static final int LOWEST_EXPONENT = 5;
    /** Lower edges of the bins of one octave, in units of 2^-20, as whole numbers are the same on every machine. */
    private static final long[] EDGES = edges();

    private static final int EDGE_BITS = 20;

    private LogBins() {}

    private static long[] edges() {
        long[] edges = new long[PER_OCTAVE];
        for (int i = 0; i < PER_OCTAVE; i++) {
            edges[i] = (long) (StrictMath.pow(2, (double) i / PER_OCTAVE) * (1 << 20));
        }
        return edges;
    }

    /** The bin of a time in microseconds. */
    static int of(long micros) {
        if (micros < 1L << LOWEST_EXPONENT) {
            return 0;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(micros);
        long mantissa = exponent <= EDGE_BITS ? micros << (EDGE_BITS - exponent) : micros >>> (exponent - EDGE_BITS);
        int step = PER_OCTAVE - 1;
        while (mantissa < EDGES[step]) {
            step--;
        }
        return Math.min(COUNT - 1, (exponent - LOWEST_EXPONENT) * PER_OCTAVE + step);
    }

    /** The time in the middle of a bin, microseconds. */
    static double middle(int bin) {
        return StrictMath.pow(2, LOWEST_EXPONENT + (bin + 0.5) / PER_OCTAVE);
    }
}
