package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The panes up to one boundary. A window that several rules look at is merged once, and it can be told how long what they
 * looked at stays as it is.
 */
public final class ClosedPanes implements Windows {
    private final Panes panes;
    private final long boundaryMs;
    /** A handful at most. */
    private final List<Stretch> seen = new ArrayList<>(4);

    private static final class Stretch {
        private final long fromMs;
        private final long toMs;
        private @Nullable Digest merged;

        Stretch(long fromMs, long toMs) {
            this.fromMs = fromMs;
            this.toMs = toMs;
        }
    }

    ClosedPanes(Panes panes, long boundaryMs) {
        this.panes = panes;
        this.boundaryMs = boundaryMs;
    }

    @Override
    public long boundaryMs() {
        return boundaryMs;
    }

    @Override
    public Digest between(long fromMs, long toMs) {
        Stretch stretch = stretch(fromMs, toMs);
        Digest merged = stretch.merged;
        if (merged == null) {
            merged = merge(stretch);
            stretch.merged = merged;
        }
        return merged;
    }

    private Stretch stretch(long fromMs, long toMs) {
        for (Stretch known : seen) {
            if (known.fromMs == fromMs && known.toMs == toMs) {
                return known;
            }
        }
        Stretch stretch = new Stretch(fromMs, toMs);
        seen.add(stretch);
        return stretch;
    }

    @Override
    public Tally tally(long fromMs, long toMs, long limitMicros) {
        stretch(fromMs, toMs);
        Tally.Sum sum = new Tally.Sum(limitMicros);
        panes.blocks(fromMs, toMs, boundaryMs, sum);
        return sum.tally();
    }

    private Digest merge(Stretch stretch) {
        List<Block> blocks = new ArrayList<>();
        panes.blocks(stretch.fromMs, stretch.toMs, boundaryMs, (startMs, block) -> blocks.add(block));
        if (blocks.size() == 1) {
            return blocks.get(0).digest();
        }
        Digest window = new Digest();
        blocks.forEach(block -> block.mergeInto(window));
        return window;
    }

    /**
     * When one of the windows that were asked for, moving on with the time, holds something else next unless samples come;
     * epoch milliseconds, {@link Long#MAX_VALUE} if never.
     */
    public long changesAt() {
        long earliest = Long.MAX_VALUE;
        for (Stretch stretch : seen) {
            earliest = Math.min(earliest, panes.changesAt(stretch.fromMs, stretch.toMs, boundaryMs));
        }
        return earliest;
    }
}
