package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Pane;
import java.util.Arrays;
import java.util.Collection;

/** How long the blocks of each level are kept: what is looked at, and no more. */
public final class Retention {
    /** By level, milliseconds after a block's end; 0 where no blocks are kept. */
    private final long[] keptMs;

    /** The longest window that rules look at, milliseconds. */
    private final long longestMs;

    private Retention(long[] keptMs, long longestMs) {
        this.keptMs = keptMs;
        this.longestMs = longestMs;
    }

    /**
     * What sliding windows and corrections need.
     *
     * @param windowsMs how far back rules look
     * @param correctedMs how long after its end a published window is corrected by late samples
     */
    public static Retention of(Collection<Long> windowsMs, long correctedMs) {
        long longest = windowsMs.stream().mapToLong(Long::longValue).max().orElse(0);
        int top = Math.max(Ladder.PUBLISHED, Ladder.highest(longest));
        long[] kept = new long[Ladder.HEIGHT];
        for (int level = 0; level <= top; level++) {
            // The blocks of one level must last until the next block of the level above is complete.
            kept[level] = level < top ? Ladder.stepMs(level + 1) : Pane.MS;
            for (long window : windowsMs) {
                int edge = Ladder.edge(window);
                if (edge <= level) {
                    kept[level] = Math.max(kept[level], window + Ladder.stepMs(edge));
                }
            }
        }
        kept[Ladder.PUBLISHED] =
                Math.max(kept[Ladder.PUBLISHED], correctedMs + Ladder.stepMs(Ladder.PUBLISHED) + Pane.MS);
        return new Retention(kept, longest);
    }

    /** Whether the blocks of a level are published, and then hardly read any more: a window is one of them once at most. */
    boolean isSeldomRead(int level) {
        return level >= Ladder.PUBLISHED && Ladder.stepMs(level) >= longestMs;
    }

    boolean keeps(int level) {
        return keptMs[level] > 0;
    }

    /** Blocks of a level that end at or before this are of no use any more. */
    long endOfUse(int level, long nowMs) {
        return nowMs - keptMs[level];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Retention that && longestMs == that.longestMs && Arrays.equals(keptMs, that.keptMs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keptMs);
    }

    @Override
    public String toString() {
        return "kept for " + Arrays.toString(keptMs) + " ms";
    }
}
