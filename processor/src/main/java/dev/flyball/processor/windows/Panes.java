package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Digest;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint did lately: its panes, and blocks of growing length above them, so that a window of three days costs
 * some forty merges and not a quarter of a million. Blocks are summed up from those below them when they are complete, and
 * what comes later is added to them as well; as merging is associative, a window equals the merged panes that it spans, in
 * whatever order they came.
 *
 * <p>Windows of up to 8 minutes are exact; the old edge of a longer one lies up to 2 % of its length further back than
 * asked for. The new edge is always exact. Not safe for concurrent use.
 */
public final class Panes {
    /** Takes what has changed, so that it survives a restart. */
    public interface Changes {
        /** A block whose content is new. */
        void saved(int level, long startMs, byte[] bytes);
    }

    /** Takes the blocks of a stretch, from its old edge on. */
    interface BlockTaker {
        void take(long startMs, Block block);
    }

    /** How many levels of blocks there are at most, from 0 on. */
    public static final int LEVELS = Ladder.HEIGHT;

    /** Length of a published window, milliseconds. */
    public static final long WINDOW_MS = Ladder.stepMs(Ladder.PUBLISHED);

    private final @Nullable Level[] levels = new @Nullable Level[Ladder.HEIGHT];
    /** Up to where the blocks of each level are summed up, epoch milliseconds. */
    private final long[] summedMs = new long[Ladder.HEIGHT];

    private final Horizons horizons = new Horizons();
    private Retention retention;

    public Panes(Retention retention) {
        this.retention = retention;
        Arrays.fill(summedMs, Long.MIN_VALUE);
        for (int level = 0; level < levels.length; level++) {
            levels[level] = retention.keeps(level) ? new Level() : null;
        }
    }

    /**
     * Merges a digest into the pane that starts there, and into all complete blocks that hold it.
     *
     * @param digest not to be used any more after that, as it may become the pane
     */
    public void add(long startMs, Digest digest) {
        for (int level = 1; level < levels.length; level++) {
            Level blocks = levels[level];
            long start = Ladder.startOf(level, startMs);
            if (blocks != null && start < summedMs[level]) {
                blocks.toChange(start).merge(digest);
            }
        }
        level(0).toChange(startMs).add(digest);
    }

    /** The time has come to a boundary: the blocks that end at or before it are complete. */
    public void closeUpTo(long boundaryMs) {
        for (int level = 1; level < levels.length && levels[level] != null; level++) {
            long end = Ladder.startOf(level, boundaryMs);
            if (end > summedMs[level]) {
                sumUp(level, summedMs[level], end);
                summedMs[level] = end;
            }
        }
    }

    /** Fills the blocks of a level that start within a stretch from the level below. */
    private void sumUp(int level, long fromMs, long toMs) {
        Level finer = level(level - 1);
        Level into = level(level);
        for (int i = finer.from(fromMs); i < finer.size() && finer.startOf(i) < toMs; i++) {
            into.toChange(Ladder.startOf(level, finer.startOf(i))).merge(finer.block(i));
        }
    }

    /** All of it up to a boundary, for one moment: what is added later is not to be seen through it. */
    public ClosedPanes upTo(long boundaryMs) {
        closeUpTo(boundaryMs);
        return new ClosedPanes(this, boundaryMs);
    }

    /** The published window that starts there, to be read, not changed; empty if nothing happened in it. */
    public Digest window(long startMs) {
        Block block = level(Ladder.PUBLISHED).at(startMs);
        return block == null ? new Digest() : block.digest();
    }

    /** Whether a pane that starts there holds samples. */
    public boolean hasPane(long startMs) {
        return level(0).at(startMs) != null;
    }

    /** Takes the blocks that a stretch is merged from: upwards from its old edge, and down again to the new one. */
    void blocks(long fromMs, long toMs, long nowMs, BlockTaker taker) {
        int edge = edge(nowMs - fromMs);
        long end = toMs == nowMs ? toMs : Ladder.startOf(edge, toMs);
        long cursor = Ladder.startOf(edge, fromMs);
        while (cursor < end) {
            int level = longestBlock(cursor, end);
            Level blocks = level(level);
            int next = blocks.from(cursor);
            do {
                if (next < blocks.size() && blocks.startOf(next) == cursor) {
                    taker.take(cursor, blocks.block(next));
                    next++;
                }
                cursor += Ladder.stepMs(level);
            } while (cursor < end && longestBlock(cursor, end) == level);
        }
    }

    /** The highest level that has a block which begins there and does not reach beyond the end. */
    private int longestBlock(long startMs, long endMs) {
        int longest = 0;
        for (int level = 1; level < levels.length; level++) {
            if (levels[level] == null
                    || Ladder.startOf(level, startMs) != startMs
                    || startMs + Ladder.stepMs(level) > endMs) {
                break;
            }
            longest = level;
        }
        return longest;
    }

    /** The level on whose steps the edges of a window lie that reaches so far back. */
    private int edge(long reachMs) {
        int level = Ladder.edge(reachMs);
        while (levels[level] == null) {
            level--;
        }
        return level;
    }

    /**
     * When a stretch that moves on with the time holds something else next, unless something new is added; epoch
     * milliseconds, {@link Long#MAX_VALUE} if never.
     */
    long changesAt(long fromMs, long toMs, long nowMs) {
        int edge = edge(nowMs - fromMs);
        boolean ragged = horizons.isRagged(edge, Ladder.startOf(edge, fromMs));
        long leaves = changesAt(edge, fromMs, nowMs, ragged);
        return toMs == nowMs ? leaves : Math.min(leaves, changesAt(edge, toMs, nowMs, ragged));
    }

    private long changesAt(int edge, long edgeMs, long nowMs, boolean ragged) {
        return ragged ? movesAt(edge, edgeMs, nowMs) : leavesAt(edge, edgeMs, nowMs);
    }

    /**
     * When an edge moves on by one step, if there is anything behind it. Where the short blocks are gone and a long one is
     * left, or the other way round, it counts or does not depending on where the edge lies, and each step may matter.
     */
    private long movesAt(int edge, long edgeMs, long nowMs) {
        for (int level = edge; level < levels.length && levels[level] != null; level++) {
            if (firstStart(level, Ladder.startOf(level, edgeMs)) != Long.MAX_VALUE) {
                return Ladder.startOf(edge, edgeMs) + Ladder.stepMs(edge) + nowMs - edgeMs;
            }
        }
        return Long.MAX_VALUE;
    }

    /** When the first block behind an edge is passed by it. */
    private long leavesAt(int level, long edgeMs, long nowMs) {
        long behind = firstStart(level, Ladder.startOf(level, edgeMs));
        return behind == Long.MAX_VALUE ? behind : behind + Ladder.stepMs(level) + nowMs - edgeMs;
    }

    /** Start of the first block that starts then or later, complete or not; {@link Long#MAX_VALUE} if there is none. */
    private long firstStart(int level, long fromMs) {
        Level blocks = level(level);
        int behind = blocks.from(fromMs);
        if (behind < blocks.size()) {
            return blocks.startOf(behind);
        }
        long finer = level == 0 ? Long.MAX_VALUE : firstStart(level - 1, Math.max(fromMs, summedMs[level]));
        return finer == Long.MAX_VALUE ? finer : Ladder.startOf(level, finer);
    }

    /** When the first pane or published window ends that has not ended yet; {@link Long#MAX_VALUE} if there is none. */
    public long nextEnd(long nowMs) {
        long next = Long.MAX_VALUE;
        for (int level = 0; level <= Ladder.PUBLISHED; level++) {
            long running = firstStart(level, Ladder.startOf(level, nowMs));
            if (running != Long.MAX_VALUE) {
                next = Math.min(next, running + Ladder.stepMs(level));
            }
        }
        return next;
    }

    /** End of the newest block of the finest level that holds any; {@link Long#MIN_VALUE} if there is none. */
    public long newestEnd() {
        for (int level = 0; level < levels.length; level++) {
            Level blocks = levels[level];
            if (blocks != null && !blocks.isEmpty()) {
                return blocks.newestStart() + Ladder.stepMs(level);
            }
        }
        return Long.MIN_VALUE;
    }

    /** Forgets what will not be looked at any more. */
    public void forget(long nowMs) {
        closeUpTo(nowMs);
        for (int level = 0; level < levels.length; level++) {
            Level blocks = levels[level];
            if (blocks != null) {
                blocks.removeBefore(retention.oldestUsed(level, nowMs));
            }
        }
        horizons.forget(nowMs, retention);
    }

    public boolean isEmpty() {
        for (Level blocks : levels) {
            if (blocks != null && !blocks.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Nothing was known before a moment, epoch milliseconds; what was saved earlier is of a former life. */
    public void beginAt(long nowMs) {
        horizons.add(nowMs, Retention.NONE, retention);
    }

    /** From a moment on other windows are looked at. Levels that are new begin with what the finer ones know. */
    public void retain(Retention wanted, long nowMs) {
        if (wanted.equals(retention)) {
            return;
        }
        // What is of no use must not become so again for being there still.
        forget(nowMs);
        horizons.add(nowMs, retention, wanted);
        retention = wanted;
        for (int level = 0; level < levels.length; level++) {
            Level blocks = levels[level];
            if (blocks == null && wanted.keeps(level)) {
                levels[level] = new Level();
                summedMs[level] = Long.MIN_VALUE;
            } else if (blocks != null && !wanted.keeps(level)) {
                levels[level] = null;
            }
        }
    }

    /** Hands over what has changed since the last time, and is to be saved at a moment. */
    public void drain(long nowMs, Changes changes) {
        closeUpTo(nowMs);
        for (int level = 0; level < levels.length; level++) {
            Level blocks = levels[level];
            if (blocks != null) {
                drain(level, blocks, retention.savedUpTo(level, nowMs), changes);
            }
        }
    }

    private void drain(int level, Level blocks, long upToMs, Changes changes) {
        boolean seldomRead = retention.isSeldomRead(level);
        int next = blocks.changed();
        for (; next < blocks.size() && blocks.startOf(next) < upToMs; next++) {
            Block block = blocks.block(next);
            if (block.isChanged()) {
                changes.saved(level, blocks.startOf(next), block.save(seldomRead));
            }
        }
        blocks.savedBefore(next);
        for (; next < blocks.size(); next++) {
            blocks.block(next).shrink(seldomRead);
        }
    }

    /**
     * Takes back a block that was saved, instead of what was saved of it before; {@link #restored} must follow the last one.
     *
     * @param savedMs up to where panes were closed when it was saved, epoch milliseconds
     */
    public void restore(int level, long startMs, long savedMs, byte[] bytes) {
        if (level < levels.length && levels[level] != null && !horizons.hide(level, startMs, savedMs)) {
            level(level).restore(startMs, bytes);
        }
    }

    /** Writes what is to be known before blocks are restored. */
    public void writeTo(ByteWriter out) {
        horizons.writeTo(out);
    }

    /** @throws MalformedBytesException if that is not what {@link #writeTo} wrote */
    public void readFrom(ByteReader in) {
        horizons.readFrom(in);
    }

    /** What was saved at that moment is restored; the rest will be summed up. */
    public void restored(long nowMs) {
        for (int level = 1; level < levels.length; level++) {
            summedMs[level] = retention.savedUpTo(level, nowMs);
        }
        forget(nowMs);
    }

    private Level level(int level) {
        Level blocks = levels[level];
        if (blocks == null) {
            throw new IllegalStateException("no blocks are kept on level " + level);
        }
        return blocks;
    }
}
