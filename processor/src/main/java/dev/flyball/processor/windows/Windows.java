package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Digest;

/** What happened at one endpoint, up to a boundary. The digests may be shared: they are to be read, not changed. */
public interface Windows {
    /** End of the newest closed pane, epoch milliseconds. */
    long boundaryMs();

    /**
     * What happened in {@code [fromMs, toMs)}, whole seconds. The boundary as an edge is exact; an edge in the past may
     * lie earlier than asked for, by up to 2 % of the distance from the old edge to the boundary.
     */
    Digest between(long fromMs, long toMs);

    /**
     * Counts what happened there, with the same edges; cheaper than asking for all of it.
     *
     * @param limitMicros samples that took longer count as slow, each within 1 % of the limit on either side; {@link
     *     Long#MAX_VALUE} if none is to
     */
    default Tally tally(long fromMs, long toMs, long limitMicros) {
        return Tally.of(between(fromMs, toMs), limitMicros);
    }

    /** Counts what happened in the window of that length that ends at the boundary. */
    default Tally tallyLast(long lengthMs, long limitMicros) {
        return tally(boundaryMs() - lengthMs, boundaryMs(), limitMicros);
    }

    /** What happened in the window of that length that ends at the boundary. */
    default Digest last(long lengthMs) {
        return between(boundaryMs() - lengthMs, boundaryMs());
    }
}
