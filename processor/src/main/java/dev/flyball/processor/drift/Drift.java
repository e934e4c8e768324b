package dev.flyball.processor.drift;

import dev.flyball.schemas.Condition.Drift.Signal;

/**
 * What a detector says of one signal of an endpoint at one moment.
 *
 * @param alarms the evidence has used up the budget, and has not gone since
 * @param clear there is hardly any evidence; between the two nothing changes
 * @param evidence logarithm of the e-value
 * @param wanted the evidence that raises an alarm
 * @param usual what is usual: p95 in milliseconds, error rate from 0 to 1, or requests per second
 * @param now the same, since it began
 * @param share of the requests that are bad since it began, 0 to 1: slower than 95 % used to be, failed, or missing
 * @param samples requests since it began
 * @param sinceMs when the first bad pane began, epoch milliseconds
 * @param grounds what it knows the usual from
 */
public record Drift(
        Signal signal,
        boolean alarms,
        boolean clear,
        double evidence,
        double wanted,
        double usual,
        double now,
        double share,
        long samples,
        long sinceMs,
        Grounds grounds) {
    /**
     * What the usual is known from. Nothing is said before both are enough.
     *
     * @param seconds for how long the endpoint has been known
     * @param secondsWanted for how long it has to be
     * @param amount requests that were learned from, the older the less they weigh; for traffic those per second that are
     *     to be expected
     * @param amountWanted how many it takes
     */
    public record Grounds(double seconds, double secondsWanted, double amount, double amountWanted) {}

    /** Up to here, or for traffic down to here, {@link #now} is forgiven. */
    public double bound() {
        return switch (signal) {
            case LATENCY -> LatencySignal.FORGIVEN * usual;
            case ERRORS -> ErrorSignal.FORGIVEN * usual;
            case TRAFFIC -> TrafficSignal.FORGIVEN * usual;
        };
    }

    /** The share of bad requests that is forgiven, 0 to 1; for traffic that of missing ones. */
    public double allowed() {
        return switch (signal) {
            case LATENCY -> LatencySignal.SLOW;
            case ERRORS -> Math.min(1, bound());
            case TRAFFIC -> 1 - TrafficSignal.FORGIVEN;
        };
    }
}
