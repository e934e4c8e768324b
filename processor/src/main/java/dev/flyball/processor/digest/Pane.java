package dev.flyball.processor.digest;

/** A second of event time, the smallest piece that windows are made of. */
public final class Pane {
    /** Length of a pane. */
    public static final long MS = 1_000;

    private Pane() {}

    /** Start of the pane that a moment lies in, epoch milliseconds. */
    public static long startOf(long timestampMs) {
        return Math.floorDiv(timestampMs, MS) * MS;
    }
}
