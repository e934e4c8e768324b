package dev.flyball.schemas;

/** An endpoint's figures before or after an action. */
@Doc("An endpoint's figures before or after an action.")
public record Performance(
        @Doc("First millisecond looked at, epoch.") long from,
        @Doc("First millisecond after it, epoch.") long to,
        @Doc("Number of requests.") long count,
        @Doc("Mean response time, milliseconds.") double responseTime,

        @Doc("95th percentile of the response time, milliseconds.")
        double p95,

        @Doc("99th percentile of the response time, milliseconds.")
        double p99,

        @Doc("Share of failed requests, 0 to 1.") double errorRate,
        @Doc("Requests per second.") double throughput,

        @Doc("Share of the reads of the namespace that spared the origin, 0 to 1.")
        double hitRatio) {}
