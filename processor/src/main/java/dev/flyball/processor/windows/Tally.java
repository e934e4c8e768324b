package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Digest;

/**
 * How many samples there were, and how many of them were bad; all that most rules need to see that nothing is wrong.
 *
 * @param samples all of them
 * @param failed those that failed
 * @param slow those that took longer than a limit
 */
public record Tally(long samples, long failed, long slow) {
    static final Tally NOTHING = new Tally(0, 0, 0);

    /**
     * Of a digest.
     *
     * @param limitMicros what is longer is slow; {@link Long#MAX_VALUE} where nothing is
     */
    public static Tally of(Digest digest, long limitMicros) {
        return new Tally(digest.count(), digest.errors(), digest.latency().countAbove(limitMicros));
    }

    Tally plus(Tally other) {
        return new Tally(samples + other.samples, failed + other.failed, slow + other.slow);
    }
}
