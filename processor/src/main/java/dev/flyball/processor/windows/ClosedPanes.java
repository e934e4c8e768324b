package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Digest;
import java.util.HashMap;
import java.util.Map;

/** The panes up to one boundary; a window that several rules look at is merged once. */
final class ClosedPanes implements Windows {
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
        return merged.computeIfAbsent(new Stretch(fromMs, toMs), stretch -> panes.window(fromMs, toMs));
    }
}
