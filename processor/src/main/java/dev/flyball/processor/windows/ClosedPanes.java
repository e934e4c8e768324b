package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Digest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The panes up to one boundary. A window that several rules look at is merged once, and it can be told how long what they
 * looked at stays as it is.
 */
public final class ClosedPanes implements Windows {
    private final Panes panes;
    private final long boundaryMs;
    private final Map<Stretch, Digest> merged = new HashMap<>();

    private final Set<Stretch> seen = new HashSet<>();

    private record Stretch(long fromMs, long toMs) {}

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
        Stretch stretch = new Stretch(fromMs, toMs);
        seen.add(stretch);
        return merged.computeIfAbsent(stretch, this::merge);
    }

    @Override
    public Tally tally(long fromMs, long toMs, long limitMicros) {
        seen.add(new Stretch(fromMs, toMs));
        Tally tally = Tally.NOTHING;
        for (Block block : panes.blocks(fromMs, toMs, boundaryMs)) {
            tally = tally.plus(block.tally(limitMicros));
        }
        return tally;
    }

    private Digest merge(Stretch stretch) {
        List<Block> blocks = panes.blocks(stretch.fromMs, stretch.toMs, boundaryMs);
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
