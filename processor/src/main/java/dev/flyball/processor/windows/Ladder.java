package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Pane;

/**
 * The lengths of the blocks that windows are merged from, each a multiple of the one before. The further a window reaches
 * back, the coarser the step on which its old edge may lie, so that fine blocks need not be kept for days.
 */
final class Ladder {
    /** An edge in the past may lie off by this part of what the window reaches back. */
    private static final int BLUR = 50;

    private static final long[] STEPS_MS = {
        Pane.MS, 10_000, 60_000, 5 * 60_000, 20 * 60_000, 60 * 60_000, 6 * 60 * 60_000
    };

    static final int HEIGHT = STEPS_MS.length;

    /** The level of the windows that are published and corrected. */
    static final int PUBLISHED = 1;

    private Ladder() {}

    static long stepMs(int level) {
        return STEPS_MS[level];
    }

    /** The level of the coarsest step on which the edges of a window may lie that reaches so far back. */
    static int edge(long reachMs) {
        return highest(reachMs / BLUR);
    }

    /** The highest level whose blocks are not longer than that. */
    static int highest(long lengthMs) {
        int level = 0;
        while (level + 1 < HEIGHT && STEPS_MS[level + 1] <= lengthMs) {
            level++;
        }
        return level;
    }

    /** Start of the block of a level that a moment lies in. */
    static long startOf(int level, long timestampMs) {
        return Math.floorDiv(timestampMs, STEPS_MS[level]) * STEPS_MS[level];
    }
}
