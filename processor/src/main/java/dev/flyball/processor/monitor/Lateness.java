package dev.flyball.processor.monitor;

import static dev.flyball.processor.monitor.MonitorSettings.WINDOW_MS;
import static dev.flyball.processor.monitor.MonitorSettings.windowOf;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.windows.Panes;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.NavigableMap;
import java.util.NavigableSet;
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

    private final NavigableMap<Long, NavigableMap<Long, Digest>> waiting = new TreeMap<>();
    private final NavigableMap<Long, Correction> corrections = new TreeMap<>();

    void add(long dueMs, long paneStart, Digest digest) {
        waiting.computeIfAbsent(dueMs, due -> new TreeMap<>())
                .computeIfAbsent(paneStart, start -> new Digest())
                .merge(digest);
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

    void writeTo(ByteWriter out) {
        out.putVarLong(corrections.size());
        corrections.forEach((window, correction) ->
                out.putSignedVarLong(window).putVarLong(correction.revision).putVarLong(correction.late));
        out.putVarLong(waiting.size());
        waiting.forEach((due, byStart) -> {
            out.putSignedVarLong(due).putVarLong(byStart.size());
            byStart.forEach((start, digest) -> digest.writeTo(out.putSignedVarLong(start)));
        });
    }

    void readFrom(ByteReader in) {
        for (int i = in.getCount(3); i > 0; i--) {
            corrections.put(in.getSignedVarLong(), new Correction((int) in.getVarLong(), in.getVarLong()));
        }
        for (int i = in.getCount(2); i > 0; i--) {
            long due = in.getSignedVarLong();
            for (int panes = in.getCount(2); panes > 0; panes--) {
                add(due, in.getSignedVarLong(), Digest.readFrom(in));
            }
        }
    }
}
