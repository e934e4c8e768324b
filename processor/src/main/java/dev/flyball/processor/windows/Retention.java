package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Pane;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.Arrays;
import java.util.Collection;

/** How long the blocks of each level are kept: what is looked at, and no more. */
public final class Retention {
    private static final long MINUTE_MS = 60_000;

    /** Nothing is kept. */
    static final Retention NONE = new Retention(new long[Ladder.HEIGHT], 0, 0);

    /** By level, milliseconds after a block's end; 0 where no blocks are kept. */
    private final long[] keptMs;

    /** The longest window that rules look at, milliseconds. */
    private final long longestMs;

    /** How long after its end no late sample changes a block any more, whole minutes in milliseconds. */
    private final long settledMs;

    private Retention(long[] keptMs, long longestMs, long settledMs) {
        this.keptMs = keptMs;
        this.longestMs = longestMs;
        this.settledMs = settledMs;
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
        long corrected = correctedMs + Ladder.stepMs(Ladder.PUBLISHED) + Pane.MS;
        long settled = Math.floorDiv(corrected + MINUTE_MS - 1, MINUTE_MS) * MINUTE_MS;
        long[] kept = new long[Ladder.HEIGHT];
        for (int level = 0; level <= top; level++) {
            // The blocks of one level must last until the next block of the level above is complete, and saved.
            kept[level] = level == top ? Pane.MS : Ladder.stepMs(level + 1) + (level >= Ladder.PUBLISHED ? settled : 0);
            for (long window : windowsMs) {
                int edge = Ladder.edge(window);
                if (edge <= level) {
                    kept[level] = Math.max(kept[level], window + Ladder.stepMs(edge));
                }
            }
        }
        kept[Ladder.PUBLISHED] = Math.max(kept[Ladder.PUBLISHED], corrected);
        return new Retention(kept, longest, settled);
    }

    /** Whether the blocks of a level are published, and then hardly read any more: a window is one of them once at most. */
    boolean isSeldomRead(int level) {
        return level >= Ladder.PUBLISHED && Ladder.stepMs(level) >= longestMs;
    }

    boolean keeps(int level) {
        return keptMs[level] > 0;
    }

    /** Blocks of a level that start before this are of no use any more; where none are kept, that is now. */
    public long oldestUsed(int level, long nowMs) {
        return keeps(level) ? nowMs - keptMs[level] - Ladder.stepMs(level) + 1 : nowMs;
    }

    /**
     * Blocks of a level that end at or before this are to be saved. Those that are longer than what is published are not as
     * long as late samples may change them, since each of them would be written again for each of these, and stay for as
     * long as it is of use; until then it is the sum of shorter ones.
     */
    long savedUpTo(int level, long nowMs) {
        if (level == 0) {
            return Long.MAX_VALUE;
        }
        return Ladder.startOf(level, level == Ladder.PUBLISHED ? nowMs : nowMs - settledMs);
    }

    /** Whether all that was out of use at a moment under another one is so now. */
    boolean hasForgottenMore(long nowMs, Retention other, long thenMs) {
        for (int level = 0; level < keptMs.length; level++) {
            if (oldestUsed(level, nowMs) < other.oldestUsed(level, thenMs)) {
                return false;
            }
        }
        return true;
    }

    void writeTo(ByteWriter out) {
        for (long kept : keptMs) {
            out.putVarLong(kept);
        }
    }

    /** What is kept, and no more: how far rules looked back is not to be known of it. */
    static Retention readFrom(ByteReader in) {
        long[] kept = new long[Ladder.HEIGHT];
        for (int level = 0; level < kept.length; level++) {
            kept[level] = in.getVarLong();
        }
        return new Retention(kept, 0, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Retention that
                && longestMs == that.longestMs
                && settledMs == that.settledMs
                && Arrays.equals(keptMs, that.keptMs);
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
