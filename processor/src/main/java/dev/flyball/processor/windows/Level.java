package dev.flyball.processor.windows;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The blocks of one length, by their start. Empty ones are left out. */
final class Level {
    private static final int SMALLEST = 4;

    private static final long[] NO_STARTS = {};
    private static final Block[] NO_BLOCKS = {};

    /** Ascending; apart from the blocks, as they are looked for far more often than looked at. */
    private long[] starts = NO_STARTS;

    private Block[] blocks = NO_BLOCKS;
    private int size;
    /** No block that starts before this has changed since it was saved. */
    private long changedMs = Long.MAX_VALUE;

    /** The block that starts there, an empty one if there is none; it will change. */
    Block toChange(long startMs) {
        int index = indexOf(startMs);
        if (index < 0) {
            index = insert(-index - 1, startMs, Block.empty());
        }
        changedMs = Math.min(changedMs, startMs);
        return blocks[index];
    }

    void restore(long startMs, byte[] bytes) {
        int index = indexOf(startMs);
        if (index < 0) {
            insert(-index - 1, startMs, Block.saved(bytes));
        } else {
            blocks[index] = Block.saved(bytes);
        }
    }

    private int insert(int index, long startMs, Block block) {
        if (size == starts.length) {
            int more = Math.max(SMALLEST, size + (size >> 1));
            starts = Arrays.copyOf(starts, more);
            blocks = Arrays.copyOf(blocks, more);
        }
        System.arraycopy(starts, index, starts, index + 1, size - index);
        System.arraycopy(blocks, index, blocks, index + 1, size - index);
        starts[index] = startMs;
        blocks[index] = block;
        size++;
        return index;
    }

    @Nullable
    Block at(long startMs) {
        int index = indexOf(startMs);
        return index < 0 ? null : blocks[index];
    }

    int size() {
        return size;
    }

    /** Number of the first block that starts at or after that moment; the number of blocks if there is none. */
    int from(long startMs) {
        int index = indexOf(startMs);
        return index < 0 ? -index - 1 : index;
    }

    /** Number of the first block that may have changed since it was saved. */
    int changed() {
        return changedMs == Long.MAX_VALUE ? size : from(changedMs);
    }

    /** Blocks before one of them are saved. */
    void savedBefore(int index) {
        changedMs = index < size ? starts[index] : Long.MAX_VALUE;
    }

    long startOf(int index) {
        return starts[index];
    }

    Block block(int index) {
        return blocks[index];
    }

    /** Takes out those that start before that moment. */
    void removeBefore(long startMs) {
        if (size == 0 || starts[0] >= startMs) {
            return;
        }
        int many = from(startMs);
        int left = size - many;
        if (left == 0) {
            starts = NO_STARTS;
            blocks = NO_BLOCKS;
            size = 0;
            return;
        }
        boolean shrinks = left <= starts.length / 4;
        starts = removed(starts, many, shrinks);
        blocks = removed(blocks, many, shrinks);
        size = left;
    }

    private long[] removed(long[] from, int many, boolean shrinks) {
        if (shrinks) {
            return Arrays.copyOfRange(from, many, size);
        }
        System.arraycopy(from, many, from, 0, size - many);
        return from;
    }

    private Block[] removed(Block[] from, int many, boolean shrinks) {
        if (shrinks) {
            return Arrays.copyOfRange(from, many, size);
        }
        System.arraycopy(from, many, from, 0, size - many);
        Arrays.fill(from, size - many, size, null);
        return from;
    }

    /** Start of the newest of them; there must be one. */
    long newestStart() {
        return starts[size - 1];
    }

    boolean isEmpty() {
        return size == 0;
    }

    private int indexOf(long startMs) {
        // Most of what is asked for is the newest one, or comes next.
        if (size == 0 || startMs > starts[size - 1]) {
            return -size - 1;
        }
        return startMs == starts[size - 1] ? size - 1 : Arrays.binarySearch(starts, 0, size, startMs);
    }
}
