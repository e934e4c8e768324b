package dev.flyball.benchmarks.drift;

import org.jspecify.annotations.Nullable;

/**
 * How the detector fared with one endpoint.
 *
 * @param rate requests per second when the incident begins; without one, in the mean of the day
 * @param fault what was wrong for a while, if anything was
 * @param delay from the first bad request to the end of the pane in which the alarm was raised, seconds; not a number if missed
 * @param hits alarms that an incident justifies
 * @param falseAlarms the others
 */
record Outcome(double rate, @Nullable Fault fault, double delay, int hits, int falseAlarms) {
    boolean detected() {
        return !Double.isNaN(delay);
    }
}
