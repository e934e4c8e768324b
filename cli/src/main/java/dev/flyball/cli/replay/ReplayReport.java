package dev.flyball.cli.replay;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Collects what a replay tells until its end: each alert that fired, and the sums of each endpoint. */
public final class ReplayReport implements ReplayOutput {
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final long keptMs;
    private final Consumer<ReplayReport> taker;
    private final Map<String, AlertRow> alerts = new LinkedHashMap<>();
    private final Map<Endpoint, EndpointRow> endpoints = new TreeMap<>();

    /**
     * @param lateRetention how long after its end a window may be corrected
     * @param taker gets it at the end
     */
    public ReplayReport(Duration lateRetention, Consumer<ReplayReport> taker) {
        this.keptMs = lateRetention.plus(MARGIN).toMillis();
        this.taker = taker;
    }

    @Override
    public void metrics(EndpointMetrics metrics) {
        endpoints
                .computeIfAbsent(metrics.endpointOf(), endpoint -> new EndpointRow(endpoint, keptMs))
                .add(metrics);
    }

    @Override
    public void alert(Alert alert) {
        if (alert.state() == AlertState.FIRING) {
            alerts.putIfAbsent(alert.id(), new AlertRow(alert, alert));
        }
        alerts.computeIfPresent(alert.id(), (id, row) -> row.with(alert));
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public void end() {
        taker.accept(this);
    }

    /** In the order in which they fired. */
    public List<AlertRow> alerts() {
        return List.copyOf(alerts.values());
    }

    public List<EndpointRow> endpoints() {
        return endpoints.values().stream().map(EndpointRow::settle).toList();
    }
}
