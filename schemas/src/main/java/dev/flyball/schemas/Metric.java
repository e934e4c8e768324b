package dev.flyball.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a rule measures, and in which unit its threshold is. */
public enum Metric {
    /** Median response time, milliseconds. */
    @JsonProperty("p50")
    P50(AlertKind.LATENCY, 0.50),
    @JsonProperty("p90")
    P90(AlertKind.LATENCY, 0.90),
    @JsonProperty("p95")
    P95(AlertKind.LATENCY, 0.95),
    @JsonProperty("p99")
    P99(AlertKind.LATENCY, 0.99),
    @JsonProperty("p99.9")
    P999(AlertKind.LATENCY, 0.999),
    /** Mean response time, milliseconds. */
    @JsonProperty("mean")
    MEAN(AlertKind.LATENCY, Double.NaN),
    /** Longest response time, milliseconds. */
    @JsonProperty("max")
    MAX(AlertKind.LATENCY, Double.NaN),
    /** Share of failed requests, 0 to 1. */
    @JsonProperty("error-rate")
    ERROR_RATE(AlertKind.ERROR, Double.NaN),
    /** Requests per second. */
    @JsonProperty("throughput")
    THROUGHPUT(AlertKind.THROUGHPUT, Double.NaN),
    /** Distinct users. */
    @JsonProperty("users")
    USERS(AlertKind.THROUGHPUT, Double.NaN),
    /** Mean share of the processors in use, 0 to 1. */
    @JsonProperty("cpu")
    CPU(AlertKind.RESOURCE, Double.NaN),
    /** Mean share of the memory in use, 0 to 1. */
    @JsonProperty("memory")
    MEMORY(AlertKind.RESOURCE, Double.NaN),
    /** Mean traffic of a process on the network, bytes per second. */
    @JsonProperty("network")
    NETWORK(AlertKind.RESOURCE, Double.NaN),
    /** How fast an error budget is used up; 1 is as fast as it may be. Of objectives alone. */
    @JsonProperty("burn-rate")
    BURN_RATE(AlertKind.ERROR, Double.NaN);

    private final AlertKind kind;
    private final double quantile;

    Metric(AlertKind kind, double quantile) {
        this.kind = kind;
        this.quantile = quantile;
    }

    public AlertKind kind() {
        return kind;
    }

    public boolean isQuantile() {
        return !Double.isNaN(quantile);
    }

    /**
     * The quantile, 0 to 1.
     *
     * @throws IllegalStateException if this is not a quantile
     */
    public double quantile() {
        if (!isQuantile()) {
            throw new IllegalStateException(this + " is not a quantile");
        }
        return quantile;
    }
}
