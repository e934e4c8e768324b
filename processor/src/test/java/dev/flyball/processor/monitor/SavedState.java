package dev.flyball.processor.monitor;

import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.processor.topology.HeapJournal;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stands in for the stores behind a monitor. */
public final class SavedState implements Changes {
    private final HeapJournal journal = new HeapJournal();
    private final Map<String, OpenAlert> alerts = new TreeMap<>();
    private long evaluated = Long.MIN_VALUE;

    /** Takes what has changed, and what was published since the last time. */
    public void save(Monitor monitor, List<Alert> published) {
        published.stream()
                .filter(alert -> alert.state() == AlertState.RESOLVED)
                .forEach(alert -> alerts.put(alert.key(), new OpenAlert(alert, null, 0, 0, List.of())));
        monitor.drainChanges(this);
        journal.write(monitor);
        evaluated = monitor.evaluated().orElse(Long.MIN_VALUE);
    }

    /** Fills a new monitor. */
    public Monitor restored(Monitor fresh) {
        fresh.restoreEvaluated(evaluated == Long.MIN_VALUE ? null : evaluated);
        journal.restore(fresh);
        alerts.values().forEach(fresh::restoreAlert);
        fresh.restored();
        return fresh;
    }

    byte[] endpoint(Endpoint endpoint) {
        return journal.states().get(endpoint);
    }

    public HeapJournal journal() {
        return journal;
    }

    @Override
    public void block(Endpoint endpoint, int level, long startMs, byte[] bytes) {
        journal.block(endpoint, level, startMs, bytes);
    }

    @Override
    public void endpoint(Endpoint endpoint, byte[] bytes) {
        journal.endpoint(endpoint, bytes);
    }

    @Override
    public void forgetEndpoint(Endpoint endpoint) {
        journal.forgetEndpoint(endpoint);
    }

    @Override
    public void alert(OpenAlert alert) {
        alerts.put(alert.alert().key(), alert);
    }
}
