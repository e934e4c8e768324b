package dev.flyball.cache.sweep;

import java.util.List;
import java.util.OptionalLong;

/**
 * How far a sweep is.
 *
 * @param keys that there were at the start
 * @param scanned how many of them were looked at, in about
 * @param matched names that matched the pattern
 * @param spared of those, because they are protected, or do not meet the condition
 * @param removed of those, or to be removed if it is a dry run
 * @param bytes of memory that those took, in about; empty if the servers do not tell
 * @param samples some of those
 * @param checkpoint where to go on
 */
public record Progress(
        long keys,
        long scanned,
        long matched,
        long spared,
        long removed,
        OptionalLong bytes,
        List<String> samples,
        Checkpoint checkpoint) {
    public Progress {
        samples = List.copyOf(samples);
    }

    /** How much is done, 0 to 1. */
    public double share() {
        return keys == 0 ? 1 : Math.min(1, (double) scanned / keys);
    }
}
