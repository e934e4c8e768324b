package dev.flyball.processor.replay;

/**
 * How far a replay is, and what it came to.
 *
 * @param samples that were accepted
 * @param rejected objects that are no samples
 * @param late samples that came after their pane was closed, counted or not
 * @param endpoints the most that were watched at once
 * @param windows that were published
 * @param corrections windows that were published again because of late samples
 * @param alerts that fired
 * @param beganMs time of the first record, epoch milliseconds
 * @param reachedMs newest moment of event time, epoch milliseconds; {@code beganMs} or later
 */
public record Totals(
        long samples,
        long rejected,
        long late,
        int endpoints,
        long windows,
        long corrections,
        long alerts,
        long beganMs,
        long reachedMs) {
    /** How much event time has passed, milliseconds. */
    public long spanMs() {
        return reachedMs - beganMs;
    }
}
