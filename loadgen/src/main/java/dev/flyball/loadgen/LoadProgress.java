package dev.flyball.loadgen;

import java.time.Duration;

/**
 * How a run is going.
 *
 * @param phase name of the phase; empty before the first and after the last
 * @param elapsed since the run began
 * @param sent requests sent so far, warm-up included
 * @param failed requests that did not end as expected so far
 * @param unsent requests that could not be sent so far
 * @param inFlight requests on their way
 * @param rate answers per second over the last five seconds
 * @param p50Ms median response time of the last five seconds, milliseconds; the others accordingly
 */
public record LoadProgress(
        String phase,
        Duration elapsed,
        long sent,
        long failed,
        long unsent,
        int inFlight,
        double rate,
        double p50Ms,
        double p95Ms,
        double p99Ms) {}
