package dev.flyball.processor.drift;

import dev.flyball.schemas.sketch.LatencySketch;

/**
 * What one pane came to, as the detector sees it: requests by latency bin, and how many failed. Counts of bins are whole
 * numbers, so the order of the samples in a pane cannot change a result.
 */
final class PaneCounts implements LatencySketch.ValueTaker {
    /** From {@link #first} on; a second's requests are all in a few bins. */
    private final long[] byBin;

    private final int first;
    private final long requests;
    private final long errors;
    private int lowest = LogBins.COUNT;
    private int highest = -1;

    PaneCounts(LatencySketch latency, long errors) {
        this.requests = latency.count();
        this.errors = Math.min(errors, requests);
        // A time may be told as one that lies next to the extremes.
        first = Math.max(0, LogBins.of(latency.minMicros()) - 1);
        byBin = new long[Math.min(LogBins.COUNT - 1, LogBins.of(latency.maxMicros()) + 1) - first + 1];
        latency.forEach(this);
    }

    @Override
    public void take(long micros, long count) {
        int bin = LogBins.of(micros);
        byBin[bin - first] += count;
        lowest = Math.min(lowest, bin);
        highest = Math.max(highest, bin);
    }

    long requests() {
        return requests;
    }

    long errors() {
        return errors;
    }

    /** The fastest bin in use; above {@link #highest} when there were no requests. */
    int lowest() {
        return lowest;
    }

    int highest() {
        return highest;
    }

    /** Requests in a bin from the fastest to the slowest. */
    long in(int bin) {
        return byBin[bin - first];
    }
}
