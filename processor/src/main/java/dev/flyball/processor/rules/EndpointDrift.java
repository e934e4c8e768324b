package dev.flyball.processor.rules;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.Pane;
import dev.flyball.processor.drift.Budget;
import dev.flyball.processor.drift.Detector;
import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.Condition;

/** The one detector of an endpoint that the alerts of a drift rule share, each of which is about one signal. */
final class EndpointDrift {
    private final Budget budget;
    private Detector detector;
    private boolean changed;
    /** When silence alone would next change what is said, asked at {@link #askedMs}. */
    private long wakeMs;

    private long askedMs = Long.MIN_VALUE;

    EndpointDrift(Condition.Drift drift) {
        budget = new Budget(drift.falseAlarmsPerMonth());
        detector = new Detector(budget);
    }

    /** Shows the newest pane to the detector, unless another of the alerts has done so. */
    Detector at(Windows windows) {
        long paneMs = windows.boundaryMs() - Pane.MS;
        if (!detector.knows(paneMs)) {
            Digest pane = windows.last(Pane.MS);
            askedMs = Long.MIN_VALUE;
            detector.observe(paneMs, pane.latency(), pane.errors());
            changed |= pane.count() > 0;
        }
        return detector;
    }

    long changesAfter(long boundaryMs) {
        if (askedMs != boundaryMs) {
            wakeMs = detector.wakeMs(boundaryMs);
            askedMs = boundaryMs;
        }
        return wakeMs;
    }

    boolean hasChanged() {
        return changed;
    }

    byte[] learned() {
        changed = false;
        return detector.toBytes();
    }

    void restore(byte[] learned) {
        detector = Detector.ofBytes(budget, learned);
        askedMs = Long.MIN_VALUE;
    }
}
