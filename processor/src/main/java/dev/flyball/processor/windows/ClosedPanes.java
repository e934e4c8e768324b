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
        private Digest.@Nullable Outline outline;

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
        Stretch stretch = stretch(fromMs, toMs);
        Digest.Outline outline = stretch.outline;
        if (outline == null) {
            outline = outline(stretch);
            stretch.outline = outline;
        }
        long slow = outline.maxMicros() <= limitMicros ? 0 : slow(stretch, limitMicros);
        return new Tally(outline.samples(), outline.failed(), slow);
    }

    private Digest.Outline outline(Stretch stretch) {
        Tally.Sum sum = new Tally.Sum();
        panes.blocks(stretch.fromMs, stretch.toMs, boundaryMs, sum);
        return sum.outline();
    }

    private long slow(Stretch stretch, long limitMicros) {
        Tally.Slow slow = new Tally.Slow(limitMicros);
        panes.blocks(stretch.fromMs, stretch.toMs, boundaryMs, slow);
        return slow.samples();
    }

    private Digest merge(Stretch stretch) {
        Merging merging = new Merging();
        panes.blocks(stretch.fromMs, stretch.toMs, boundaryMs, merging);
        return merging.merged();
    }

    /** Merges blocks; one alone is taken as it is. */
    private static final class Merging implements Panes.BlockTaker {
        private @Nullable Block only;
        private @Nullable Digest window;

        @Override
        public void take(long startMs, Block block) {
            if (only == null) {
                only = block;
                return;
            }
            if (window == null) {
                window = new Digest();
                only.mergeInto(window);
            }
            block.mergeInto(window);
        }

        Digest merged() {
            return window != null ? window : only != null ? only.digest() : new Digest();
        }
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
