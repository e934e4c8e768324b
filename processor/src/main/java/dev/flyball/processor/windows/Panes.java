package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint did lately: its panes, and blocks of growing length above them, so that a window of three days costs
 * some forty merges and not a quarter of a million. Each digest is added to one block of each level; as merging is
 * associative, a window equals the merged panes that it spans, in whatever order they came.
 *
 * <p>Windows of up to 8 minutes are exact; the old edge of a longer one lies up to 2 % of its length further back than
 * asked for. The new edge is always exact. Not safe for concurrent use.
 */
public final class Panes {
    /** Takes what has changed, so that it survives a restart. */
    public interface Changes {
        /** A block whose content is new. */
        void saved(int level, long startMs, byte[] bytes);

        /** A block that was saved, and is of no use any more. */
        void forgotten(int level, long startMs);
    }

    /** Length of a published window, milliseconds. */
    public static final long WINDOW_MS = Ladder.stepMs(Ladder.PUBLISHED);

    private record Key(int level, long startMs) {}

    private final @Nullable Level[] levels = new @Nullable Level[Ladder.HEIGHT];
    private final List<Key> forgotten = new ArrayList<>(0);
    private Retention retention;

    public Panes(Retention retention) {
        this.retention = retention;
        for (int level = 0; level < levels.length; level++) {
            levels[level] = retention.keeps(level) ? new Level() : null;
        }
    }

    /** Merges a digest into the pane that starts there, and into all blocks that hold it. */
    public void add(long startMs, Digest digest) {
        for (int level = 0; level < levels.length; level++) {
            Level blocks = levels[level];
            if (blocks != null) {
                blocks.add(Ladder.startOf(level, startMs), digest);
            }
        }
    }

    /** All of it up to a boundary, for one moment: what is added later is not to be seen through it. */
    public ClosedPanes upTo(long boundaryMs) {
        return new ClosedPanes(this, boundaryMs);
    }

    /** The published window that starts there; empty if nothing happened in it. */
    public Digest window(long startMs) {
        Digest window = new Digest();
        Block block = level(Ladder.PUBLISHED).at(startMs);
        if (block != null) {
            block.mergeInto(window);
        }
        return window;
    }

    /** The blocks that a stretch is merged from: upwards from its old edge, and down again to the new one. */
    List<Block> blocks(long fromMs, long toMs, long nowMs) {
        int edge = edge(nowMs - fromMs);
        long end = toMs == nowMs ? toMs : Ladder.startOf(edge, toMs);
        List<Block> found = new ArrayList<>();
        long cursor = Ladder.startOf(edge, fromMs);
        while (cursor < end) {
            int level = longestBlock(cursor, end);
            Block block = level(level).at(cursor);
            if (block != null) {
                found.add(block);
            }
            cursor += Ladder.stepMs(level);
        }
        return found;
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
        long leaves = leavesAt(edge, fromMs, nowMs);
        return toMs == nowMs ? leaves : Math.min(leaves, leavesAt(edge, toMs, nowMs));
    }

    /** When the first block behind an edge is passed by it. */
    private long leavesAt(int level, long edgeMs, long nowMs) {
        List<Block> behind = level(level).from(Ladder.startOf(level, edgeMs));
        return behind.isEmpty() ? Long.MAX_VALUE : behind.get(0).startMs() + Ladder.stepMs(level) + nowMs - edgeMs;
    }

    /** When the first pane or published window ends that has not ended yet; {@link Long#MAX_VALUE} if there is none. */
    public long nextEnd(long nowMs) {
        long next = Long.MAX_VALUE;
        for (int level = 0; level <= Ladder.PUBLISHED; level++) {
            List<Block> running = level(level).from(Ladder.startOf(level, nowMs));
            if (!running.isEmpty()) {
                next = Math.min(next, running.get(0).startMs() + Ladder.stepMs(level));
            }
        }
        return next;
    }

    /** End of the newest block of the finest level that holds any; {@link Long#MIN_VALUE} if there is none. */
    public long newestEnd() {
        for (int level = 0; level < levels.length; level++) {
            Level blocks = levels[level];
            if (blocks != null && !blocks.isEmpty()) {
                return blocks.newest().startMs() + Ladder.stepMs(level);
            }
        }
        return Long.MIN_VALUE;
    }

    /** Forgets what will not be looked at any more. */
    public void forget(long nowMs) {
        for (int level = 0; level < levels.length; level++) {
            Level blocks = levels[level];
            if (blocks != null) {
                long oldest = retention.endOfUse(level, nowMs) - Ladder.stepMs(level) + 1;
                leaveOut(level, blocks.removeBefore(oldest));
            }
        }
    }

    private void leaveOut(int level, List<Block> old) {
        for (Block block : old) {
            if (block.isSaved()) {
                forgotten.add(new Key(level, block.startMs()));
            }
        }
    }

    public boolean isEmpty() {
        for (Level blocks : levels) {
            if (blocks != null && !blocks.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** From now on other windows are looked at. Levels that are new begin with what the finer ones know. */
    public void retain(Retention wanted) {
        retention = wanted;
        for (int level = 0; level < levels.length; level++) {
            Level blocks = levels[level];
            if (blocks == null && wanted.keeps(level)) {
                levels[level] = new Level();
                rollUp(level, Long.MIN_VALUE);
            } else if (blocks != null && !wanted.keeps(level)) {
                leaveOut(level, blocks.removeBefore(Long.MAX_VALUE));
                levels[level] = null;
            }
        }
    }

    /** Fills the blocks of a level that start at or after a moment from the level below. */
    private void rollUp(int level, long fromMs) {
        for (Block finer : level(level - 1).from(fromMs)) {
            Digest digest = new Digest();
            finer.mergeInto(digest);
            level(level).add(Ladder.startOf(level, finer.startMs()), digest);
        }
    }

    /**
     * Hands over what has changed since the last time: panes at once, longer blocks when they are complete at that
     * moment; until then they are no more than the sum of what lies below them.
     */
    public void drain(long nowMs, Changes changes) {
        forgotten.forEach(key -> changes.forgotten(key.level, key.startMs));
        forgotten.clear();
        for (int level = 0; level < levels.length; level++) {
            Level blocks = levels[level];
            if (blocks != null) {
                for (Block block : blocks.from(Long.MIN_VALUE)) {
                    drain(level, block, nowMs, changes);
                }
            }
        }
    }

    private static void drain(int level, Block block, long nowMs, Changes changes) {
        if (!block.isChanged()) {
            return;
        }
        if (level == 0 || block.startMs() + Ladder.stepMs(level) <= nowMs) {
            changes.saved(level, block.startMs(), block.save());
        } else {
            block.pack();
        }
    }

    /** Takes back a block that was saved; {@link #restored} must follow the last one. */
    public void restore(int level, long startMs, byte[] bytes) {
        if (level < levels.length && levels[level] != null) {
            level(level).restore(startMs, bytes);
        } else {
            forgotten.add(new Key(level, startMs));
        }
    }

    /** Sums up the blocks that were not complete at that moment, and so were not saved. */
    public void restored(long nowMs) {
        for (int level = 1; level < levels.length && levels[level] != null; level++) {
            rollUp(level, Ladder.startOf(level, nowMs));
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
