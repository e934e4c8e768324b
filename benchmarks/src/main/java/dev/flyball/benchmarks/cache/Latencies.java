package dev.flyball.benchmarks.cache;

import java.util.Arrays;

/** How long things took, in nanoseconds. */
final class Latencies {
    private long[] nanos = new long[1_024];
    private int size;

    void add(long each) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = each;
    }

    double medianMs() {
        return quantileMs(0.5);
    }

    double worstMs() {
        return quantileMs(1);
    }

    /** The smallest one that is not below this share of all; 0 without any. */
    double quantileMs(double share) {
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return size == 0 ? 0 : sorted[(int) Math.max(0, Math.ceil(share * size) - 1)] / 1e6;
    }
}
