package dev.flyball.schemas;

/** Response times of a window in milliseconds; the quantiles are within 1 % of the exact ones. */
@Doc("Response times of a window in milliseconds; the quantiles are within 1 % of the exact ones.")
public record ResponseTime(
        @Doc("Mean.") double mean,
        @Doc("Shortest, exact.") double min,
        @Doc("Longest, exact.") double max,
        @Doc("Median.") double p50,
        @Doc("90th percentile.") double p90,
        @Doc("95th percentile.") double p95,
        @Doc("99th percentile.") double p99,
        @Doc("99.9th percentile.") double p999) {
    /** Of no samples: all zero. */
    public static final ResponseTime NONE = new ResponseTime(0, 0, 0, 0, 0, 0, 0, 0);
}
