package dev.flyball.processor.monitor;

import static dev.flyball.processor.monitor.MonitorSettings.WINDOW_MS;
import static dev.flyball.processor.monitor.MonitorSettings.windowOf;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.windows.Panes;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came late at one endpoint. A late digest counts from the boundary that its input partition had reached when it
 * came, so that it makes no difference how fast anybody read; until the clock is there, it waits.
 */
final class Lateness {
    /** What late samples did to a published window. */
    record Correction(int revision, long late) {
        static final Correction NONE = new Correction(0, 0);
    }

    /** Stands for the level of a block where what waits is saved, and the boundary for its start: no block is so long. */
    static final int LEVEL = 100;

    private final NavigableMap<Long, NavigableMap<Long, Digest>> waiting = new TreeMap<>();
    /** Boundaries for which more digests may wait than were saved. */
    private final Set<Long> changed = new HashSet<>(0);

    private final NavigableMap<Long, Correction> corrections = new TreeMap<>();

    void add(long dueMs, long paneStart, Digest digest) {
        waiting.computeIfAbsent(dueMs, due -> new TreeMap<>())
                .computeIfAbsent(paneStart, start -> new Digest())
                .merge(digest);
        changed.add(dueMs);
    }

    /** The boundary from which the next one counts, epoch milliseconds; {@link Long#MAX_VALUE} if none waits. */
    long nextDue() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.firstKey();
    }

    /** Adds what is due to the panes. Returns the windows that were over before, and so are to be published anew. */
    NavigableSet<Long> apply(long boundaryMs, Panes panes) {
        NavigableSet<Long> corrected = new TreeSet<>();
        NavigableMap<Long, NavigableMap<Long, Digest>> due = waiting.headMap(boundaryMs, true);
        due.values()
                .forEach(byStart -> byStart.forEach((start, digest) -> {
                    long window = windowOf(start);
                    if (window + WINDOW_MS < boundaryMs) {
                        correct(window, digest.count(), corrected.add(window), panes);
                    }
                    panes.add(start, digest);
                }));
        due.clear();
        return corrected;
    }

    private void correct(long window, long late, boolean first, Panes panes) {
        Correction before = of(window);
        boolean published =
                corrections.containsKey(window) || panes.window(window).count() > 0;
        corrections.put(window, new Correction(before.revision + (first && published ? 1 : 0), before.late + late));
    }

    Correction of(long window) {
        return corrections.getOrDefault(window, Correction.NONE);
    }

    /** Forgets windows that cannot be corrected any more. */
    void forgetBefore(long oldestWindow) {
        corrections.headMap(oldestWindow, false).clear();
    }

    boolean isEmpty() {
        return waiting.isEmpty() && corrections.isEmpty();
    }

    /** Hands over what waits by boundary, so that no record grows with the distance to the clock. */
    void drain(Panes.Changes changes) {
        for (long due : changed) {
            NavigableMap<Long, Digest> byStart = waiting.get(due);
            if (byStart != null) {
                ByteWriter out = new ByteWriter(256).putVarLong(byStart.size());
                byStart.forEach((start, digest) -> digest.writeTo(out.putSignedVarLong(start)));
                changes.saved(LEVEL, due, out.toBytes());
            }
        }
        changed.clear();
    }

    /** Takes back what waits for a boundary, instead of what was saved of it before. */
    void restore(long dueMs, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        NavigableMap<Long, Digest> byStart = new TreeMap<>();
        for (int panes = in.getCount(2); panes > 0; panes--) {
            byStart.put(in.getSignedVarLong(), Digest.readFrom(in));
        }
        waiting.put(dueMs, byStart);
    }

    void writeCorrections(ByteWriter out) {
        out.putVarLong(corrections.size());
        corrections.forEach((window, correction) ->
                out.putSignedVarLong(window).putVarLong(correction.revision).putVarLong(correction.late));
    }

    void readCorrections(ByteReader in) {
        for (int i = in.getCount(3); i > 0; i--) {
            corrections.put(in.getSignedVarLong(), new Correction((int) in.getVarLong(), in.getVarLong()));
        }
    }
}
