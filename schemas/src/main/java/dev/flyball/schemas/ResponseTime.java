package dev.flyball.schemas;

/** Response times of a window in milliseconds; the quantiles are within 1 % of the exact ones. */
@Doc("Response times of a window in milliseconds; the quantiles are within 1 % of the exact ones.")
public record ResponseTime(
        double mean, double min, double max, double p50, double p90, double p95, double p99, double p999) {
    /** Of no samples: all zero. */
    public static final ResponseTime NONE = new ResponseTime(0, 0, 0, 0, 0, 0, 0, 0);
}
