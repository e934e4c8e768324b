package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocks of one length, by their start. Empty ones are left out. */
final class Level {
    private final ArrayList<Block> blocks = new ArrayList<>(0);

    void add(long startMs, Digest digest) {
        int index = indexOf(startMs);
        if (index < 0) {
            index = -index - 1;
            blocks.add(index, Block.empty(startMs));
        }
        blocks.get(index).add(digest);
    }

    void restore(long startMs, byte[] bytes) {
        int index = indexOf(startMs);
        if (index < 0) {
            blocks.add(-index - 1, Block.saved(startMs, bytes));
        } else {
            blocks.set(index, Block.saved(startMs, bytes));
        }
    }

    @Nullable
    Block at(long startMs) {
        int index = indexOf(startMs);
        return index < 0 ? null : blocks.get(index);
    }

    /** Those that start at or after that moment, oldest first. */
    List<Block> from(long startMs) {
        int index = indexOf(startMs);
        return blocks.subList(index < 0 ? -index - 1 : index, blocks.size());
    }

    /** Takes out those that start before that moment. */
    List<Block> removeBefore(long startMs) {
        if (blocks.isEmpty() || blocks.get(0).startMs() >= startMs) {
            return List.of();
        }
        int index = indexOf(startMs);
        List<Block> old = blocks.subList(0, index < 0 ? -index - 1 : index);
        List<Block> removed = List.copyOf(old);
        old.clear();
        if (blocks.isEmpty()) {
            blocks.trimToSize();
        }
        return removed;
    }

    /** The newest of them; there must be one. */
    Block newest() {
        return blocks.get(blocks.size() - 1);
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    private int indexOf(long startMs) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long start = blocks.get(middle).startMs();
            if (start == startMs) {
                return middle;
            }
            if (start < startMs) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
