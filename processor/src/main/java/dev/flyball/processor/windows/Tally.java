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
        private long samples;
        private long failed;
        private long maxMicros;

        @Override
        public void take(long startMs, Block block) {
            Digest.Outline outline = block.outline();
            samples += outline.samples();
            failed += outline.failed();
            maxMicros = Math.max(maxMicros, outline.maxMicros());
        }

        Digest.Outline outline() {
            return new Digest.Outline(samples, failed, maxMicros);
        }
    }

    /** Counts samples of blocks that took longer than a limit; does not read more of a block than it has to. */
    static final class Slow implements Panes.BlockTaker {
        private final long limitMicros;
        private long samples;

        Slow(long limitMicros) {
            this.limitMicros = limitMicros;
        }

        @Override
        public void take(long startMs, Block block) {
            if (block.outline().maxMicros() > limitMicros) {
                samples += block.digest().latency().countAbove(limitMicros);
            }
        }

        long samples() {
            return samples;
        }
    }
}
