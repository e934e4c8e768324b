package dev.flyball.loadgen.report;

import org.HdrHistogram.Histogram;

/**
 * A distribution of times in milliseconds; all zero when nothing was measured.
 *
 * @param p50 half of the times are shorter; the others accordingly
 */
public record Quantiles(double mean, double p50, double p90, double p95, double p99, double p999, double max) {
    private static final double MICROS_PER_MS = 1_000;

    /** Of a histogram of microseconds. */
    public static Quantiles of(Histogram micros) {
        return new Quantiles(
                Math.round(micros.getMean()) / MICROS_PER_MS,
                at(micros, 50),
                at(micros, 90),
                at(micros, 95),
                at(micros, 99),
                at(micros, 99.9),
                micros.getMaxValue() / MICROS_PER_MS);
    }

    private static double at(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MS;
    }
}
