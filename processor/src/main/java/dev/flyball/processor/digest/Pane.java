package dev.flyball.processor.digest;

/**
 * What happened at an endpoint in a second of event time, the smallest piece that windows are made of.
 *
 * @param startMs epoch milliseconds
 */
public record Pane(long startMs, Digest digest) {
    /** Length of a pane. */
    public static final long MS = 1_000;

    /** Start of the pane that a moment lies in, epoch milliseconds. */
    public static long startOf(long timestampMs) {
        return Math.floorDiv(timestampMs, MS) * MS;
    }
}
