package dev.flyball.processor.replay;

import dev.flyball.processor.monitor.Publication;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets through what lies in the range, and first the alerts that are open when it begins. */
final class InRange implements Publication {
    private final Range range;
    private final Replay.Sink sink;
    private final Map<String, Alert> openBefore = new LinkedHashMap<>();
    private boolean begun;
    private long windows;
    private long corrections;
    private long alerts;

    InRange(Range range, Replay.Sink sink) {
        this.range = range;
        this.sink = sink;
        this.begun = !range.hasWarmUp();
    }

    boolean hasBegun() {
        return begun;
    }

    void begin() {
        begun = true;
        openBefore.values().forEach(this::tell);
        openBefore.clear();
    }

    @Override
    public void metrics(EndpointMetrics metrics) {
        if (begun && metrics.windowStart() >= range.fromMs()) {
            if (metrics.revision() == 0) {
                windows++;
            } else {
                corrections++;
            }
            sink.metrics(metrics);
        }
    }

    @Override
    public void alert(Alert alert) {
        if (begun) {
            tell(alert);
        } else if (alert.state() == AlertState.RESOLVED) {
            openBefore.remove(alert.id());
        } else {
            openBefore.put(alert.id(), alert);
        }
    }

    private void tell(Alert alert) {
        if (alert.state() == AlertState.FIRING) {
            alerts++;
        }
        sink.alert(alert);
    }

    /** A replay never acts. */
    @Override
    public void request(OptimizationRequest request) {}

    long windows() {
        return windows;
    }

    long corrections() {
        return corrections;
    }

    long alerts() {
        return alerts;
    }
}
