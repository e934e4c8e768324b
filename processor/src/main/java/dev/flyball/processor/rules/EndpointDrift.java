package dev.flyball.processor.rules;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.Pane;
import dev.flyball.processor.drift.Budget;
import dev.flyball.processor.drift.Detector;
import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.Condition;
import org.jspecify.annotations.Nullable;

/** The one detector of an endpoint that the alerts of a drift rule share, each of which is about one signal. */
final class EndpointDrift {
    private final Budget budget;
    private @Nullable Detector detector;
    /** The detector as bytes while the endpoint is silent: that takes a fraction of the room. */
    private byte @Nullable [] resting;

    private boolean changed;
    /** When silence alone would next change what is said, asked at {@link #askedMs}. */
    private long wakeMs;

    private long askedMs = Long.MIN_VALUE;

    EndpointDrift(Condition.Drift drift) {
        budget = new Budget(drift.falseAlarmsPerMonth());
    }

    /** Shows the newest pane to the detector, unless another of the alerts has done so. */
    Detector at(Windows windows) {
        Detector awake = awake();
        long paneMs = windows.boundaryMs() - Pane.MS;
        if (!awake.knows(paneMs)) {
            Digest pane = windows.last(Pane.MS);
            askedMs = Long.MIN_VALUE;
            awake.observe(paneMs, pane.latency(), pane.errors());
            changed |= pane.count() > 0;
        }
        return awake;
    }

    long changesAfter(long boundaryMs) {
        if (askedMs != boundaryMs) {
            wakeMs = awake().wakeMs(boundaryMs);
            askedMs = boundaryMs;
        }
        return wakeMs;
    }

    boolean hasChanged() {
        return changed;
    }

    byte[] learned() {
        changed = false;
        return resting != null ? resting : awake().toBytes();
    }

    void restore(byte[] learned) {
        detector = Detector.ofBytes(budget, learned);
        resting = null;
        askedMs = Long.MIN_VALUE;
    }

    /** Nothing has come for a while. */
    void rest() {
        if (detector != null) {
            resting = detector.toBytes();
            detector = null;
        }
    }

    private Detector awake() {
        Detector awake = detector;
        if (awake == null) {
            awake = resting == null ? new Detector(budget) : Detector.ofBytes(budget, resting);
            detector = awake;
            resting = null;
        }
        return awake;
    }
}
