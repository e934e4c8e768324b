package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Digest;
import java.util.HashMap;
import java.util.Map;

/**
 * The panes up to one boundary. A window that several rules look at is merged once, and it can be told how long what they
 * looked at stays as it is.
 */
public final class ClosedPanes implements Windows {
    private final Panes panes;
    private final long boundaryMs;
    private final Map<Stretch, Digest> merged = new HashMap<>();

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
        return merged.computeIfAbsent(new Stretch(fromMs, toMs), this::merge);
    }

    private Digest merge(Stretch stretch) {
        Digest window = new Digest();
        panes.blocks(stretch.fromMs, stretch.toMs, boundaryMs).forEach(block -> block.mergeInto(window));
        return window;
    }

    /**
     * When one of the windows that were asked for, moving on with the time, holds something else next unless samples come;
     * epoch milliseconds, {@link Long#MAX_VALUE} if never.
     */
    public long changesAt() {
        return merged.keySet().stream()
                .mapToLong(stretch -> panes.changesAt(stretch.fromMs, stretch.toMs, boundaryMs))
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
