package dev.flyball.processor.monitor;

import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stands in for the stores behind a monitor. */
public final class SavedState implements Changes {
    private record Key(Endpoint endpoint, int level, long startMs) {}

    private final Map<Key, byte[]> blocks = new HashMap<>();
    private final Map<Endpoint, byte[]> endpoints = new TreeMap<>();
    private final Map<String, OpenAlert> alerts = new TreeMap<>();
    private long evaluated = Long.MIN_VALUE;

    /** Takes what has changed, and what was published since the last time. */
    public void save(Monitor monitor, List<Alert> published) {
        published.stream()
                .filter(alert -> alert.state() == AlertState.RESOLVED)
                .forEach(alert -> alerts.put(alert.key(), new OpenAlert(alert, null, 0, 0, List.of())));
        monitor.drainChanges(this);
        evaluated = monitor.evaluated().orElse(Long.MIN_VALUE);
    }

    /** Fills a new monitor. */
    public Monitor restored(Monitor fresh) {
        fresh.restoreEvaluated(evaluated == Long.MIN_VALUE ? null : evaluated);
        blocks.forEach((key, bytes) -> fresh.restoreBlock(key.endpoint, key.level, key.startMs, bytes));
        endpoints.forEach(fresh::restoreEndpoint);
        alerts.values().forEach(fresh::restoreAlert);
        fresh.restored();
        return fresh;
    }

    byte[] endpoint(Endpoint endpoint) {
        return endpoints.get(endpoint);
    }

    public int blocks() {
        return blocks.size();
    }

    public boolean isEmpty() {
        return blocks.isEmpty() && endpoints.isEmpty();
    }

    public long bytes() {
        return blocks.values().stream().mapToLong(bytes -> bytes.length).sum();
    }

    @Override
    public void block(Endpoint endpoint, int level, long startMs, byte[] bytes) {
        blocks.put(new Key(endpoint, level, startMs), bytes);
    }

    @Override
    public void forgetBlock(Endpoint endpoint, int level, long startMs) {
        blocks.remove(new Key(endpoint, level, startMs));
    }

    @Override
    public void endpoint(Endpoint endpoint, byte[] bytes) {
        endpoints.put(endpoint, bytes);
    }

    @Override
    public void forgetEndpoint(Endpoint endpoint) {
        endpoints.remove(endpoint);
    }

    @Override
    public void alert(OpenAlert alert) {
        alerts.put(alert.alert().key(), alert);
    }
}
