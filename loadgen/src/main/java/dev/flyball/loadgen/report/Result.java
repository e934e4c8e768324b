package dev.flyball.loadgen.report;

import java.util.Map;

/**
 * What some part of a run came to.
 *
 * @param sent requests that were sent
 * @param succeeded requests that ended as expected
 * @param failed requests that did not
 * @param unsent requests that were due while too many were on their way
 * @param successRate share of the sent requests that succeeded, 1 when none was sent
 * @param achievedRate requests sent per second
 * @param errors failed requests by kind, such as {@code status 503} or {@code timeout}
 * @param responseTimeMs from when a request was due to its end: what a user would have waited
 * @param serviceTimeMs from when a request was sent to its end: hides the waiting of those that were sent late
 * @param scheduleLagMs how late requests were sent; when this is large, the generator was the bottleneck
 */
public record Result(
        long sent,
        long succeeded,
        long failed,
        long unsent,
        double successRate,
        double achievedRate,
        Map<String, Long> errors,
        Quantiles responseTimeMs,
        Quantiles serviceTimeMs,
        Quantiles scheduleLagMs) {}
