package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Digest;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The recent panes of one endpoint, from which windows of any length are merged. */
public final class Panes {
    private final NavigableMap<Long, Digest> byStart = new TreeMap<>();

    /** Merges a digest into the pane that starts there. */
    public void add(long startMs, Digest digest) {
        byStart.computeIfAbsent(startMs, start -> new Digest()).merge(digest);
    }

    /** What happened in the panes that start in {@code [fromMs, toMs)}. */
    public Digest window(long fromMs, long toMs) {
        Digest window = new Digest();
        byStart.subMap(fromMs, true, toMs, false).values().forEach(window::merge);
        return window;
    }

    /** All of it up to a boundary, for one moment: what is added later is not to be seen through it. */
    public Windows upTo(long boundaryMs) {
        return new ClosedPanes(this, boundaryMs);
    }

    /** The pane that starts there; empty if nothing happened in it. */
    public Digest pane(long startMs) {
        return byStart.getOrDefault(startMs, new Digest());
    }

    /** Start of the oldest pane, epoch milliseconds; {@link Long#MAX_VALUE} if there is none. */
    public long oldest() {
        return byStart.isEmpty() ? Long.MAX_VALUE : byStart.firstKey();
    }

    /** Forgets the panes that start before that moment. */
    public void forgetBefore(long startMs) {
        byStart.headMap(startMs, false).clear();
    }

    public boolean isEmpty() {
        return byStart.isEmpty();
    }
}
