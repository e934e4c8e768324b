package dev.flyball.processor.topology;

import dev.flyball.processor.monitor.Publication;
import dev.flyball.processor.monitor.PublishedWindow;
import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends what the monitor says to its topic, and remembers it for queries. */
record Publisher(
        ProcessorContext<String, Object> context,
        MonitorStores stores,
        WindowHistory windows,
        ProcessorMeters meters,
        CommitPace pace)
        implements Publication {
    @Override
    public void metrics(EndpointMetrics metrics) {
        send(metrics.endpointOf().key(), metrics, metrics.windowEnd(), ProcessorTopology.TO_METRICS);
        meters.published(1);
    }

    @Override
    public void window(PublishedWindow window) {
        PublishedWindow.Encoded encoded = window.encoded();
        windows.add(window, encoded.toBytes());
        metrics(encoded.toMetrics());
    }

    @Override
    public void alert(Alert alert) {
        Long resolved = alert.resolvedAt();
        Long fired = alert.firedAt();
        long changed = resolved != null ? resolved : fired != null ? fired : alert.startedAt();
        send(alert.key(), alert, changed, ProcessorTopology.TO_ALERTS);
        if (alert.state() == AlertState.RESOLVED) {
            stores.rememberResolved(alert);
        }
        meters.alertBecame(alert.state());
        pace.hurry();
    }

    @Override
    public void request(OptimizationRequest request) {
        send(request.endpointOf().key(), request, request.timestamp(), ProcessorTopology.TO_REQUESTS);
        meters.optimizationRequested();
    }

    private void send(String key, Object event, long timestamp, String sink) {
        context.forward(new Record<>(key, event, timestamp), sink);
    }
}
