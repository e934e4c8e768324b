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
    /**
     * Of a digest.
     *
     * @param limitMicros what is longer is slow; {@link Long#MAX_VALUE} where nothing is
     */
    public static Tally of(Digest digest, long limitMicros) {
        return new Tally(digest.count(), digest.errors(), digest.latency().countAbove(limitMicros));
    }

    /** Adds blocks up. */
    static final class Sum implements Panes.BlockTaker {
        private final long limitMicros;
        private long samples;
        private long failed;
        private long slow;

        Sum(long limitMicros) {
            this.limitMicros = limitMicros;
        }

        @Override
        public void take(long startMs, Block block) {
            block.addTo(this, limitMicros);
        }

        void add(long moreSamples, long moreFailed, long moreSlow) {
            samples += moreSamples;
            failed += moreFailed;
            slow += moreSlow;
        }

        Tally tally() {
            return new Tally(samples, failed, slow);
        }
    }
}
