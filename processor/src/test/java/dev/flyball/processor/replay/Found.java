package dev.flyball.processor.replay;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Rejection;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a replay tells. */
public final class Found implements Replay.Sink {
    public final List<EndpointMetrics> metrics = new ArrayList<>();
    public final List<Alert> alerts = new ArrayList<>();
    final List<Long> rejectedAt = new ArrayList<>();

    @Override
    public void metrics(EndpointMetrics window) {
        metrics.add(window);
    }

    @Override
    public void alert(Alert alert) {
        alerts.add(alert);
    }

    @Override
    public void rejected(LogRecord record, Rejection rejection) {
        rejectedAt.add(record.position());
    }
}
