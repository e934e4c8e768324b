package dev.flyball.processor.topology;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.monitor.Changes;
import dev.flyball.processor.monitor.Monitor;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.windows.EventClock;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The stores behind a monitor. What it holds in the heap is written at each commit and read back after a restart or a
 * move to another instance; what it publishes is kept for queries.
 */
final class MonitorStores {
    private final MonitorSettings settings;
    private final long historyMs;
    private final WindowStore<String, byte[]> panes;
    private final WindowStore<String, EndpointMetrics> windows;
    private final KeyValueStore<String, EndpointMetrics> latest;
    private final KeyValueStore<String, OpenAlert> alerts;
    private final KeyValueStore<String, RuleBook.Versions> rules;
    private final KeyValueStore<Integer, Long> clock;
    private long forgottenMs;

    MonitorStores(ProcessorContext<?, ?> context, MonitorSettings settings, Duration history) {
        this.settings = settings;
        historyMs = history.toMillis();
        panes = context.getStateStore(ProcessorTopology.PANES);
        windows = context.getStateStore(ProcessorTopology.WINDOWS);
        latest = context.getStateStore(ProcessorTopology.LATEST);
        alerts = context.getStateStore(ProcessorTopology.ALERTS);
        rules = context.getStateStore(ProcessorTopology.RULES);
        clock = context.getStateStore(ProcessorTopology.CLOCK);
    }

    /** Fills a new monitor and its clock with what the last commit left. */
    void restore(Monitor monitor, EventClock eventClock) {
        monitor.restoreEvaluated(clock.get(ProcessorTopology.EVALUATED));
        try (KeyValueIterator<Integer, Long> all = clock.all()) {
            all.forEachRemaining(entry -> {
                if (entry.key != ProcessorTopology.EVALUATED) {
                    eventClock.observe(entry.key, entry.value);
                }
            });
        }
        try (KeyValueIterator<String, RuleBook.Versions> all = rules.all()) {
            all.forEachRemaining(entry -> monitor.rules().restore(entry.value));
        }
        try (KeyValueIterator<Windowed<String>, byte[]> all = panes.all()) {
            all.forEachRemaining(entry -> monitor.restorePane(
                    Endpoint.ofKey(entry.key.key()), entry.key.window().start(), Digest.ofBytes(entry.value)));
        }
        try (KeyValueIterator<String, OpenAlert> all = alerts.all()) {
            all.forEachRemaining(entry -> monitor.restoreAlert(entry.value));
        }
        monitor.evaluated().ifPresent(evaluated -> monitor.restoreWindows(published(evaluated)));
    }

    /** The windows that can still be corrected; the rest of the history is of no use to the monitor. */
    private List<EndpointMetrics> published(long evaluated) {
        List<EndpointMetrics> published = new ArrayList<>();
        try (KeyValueIterator<Windowed<String>, EndpointMetrics> recent = windows.fetchAll(
                Instant.ofEpochMilli(settings.oldestCorrected(evaluated)), Instant.ofEpochMilli(evaluated))) {
            recent.forEachRemaining(entry -> published.add(entry.value));
        }
        return published;
    }

    /** Writes what has changed since the last time. */
    void save(Monitor monitor, EventClock eventClock) {
        monitor.drainChanges(new Changes() {
            @Override
            public void pane(Endpoint endpoint, long startMs, Digest digest) {
                panes.put(endpoint.key(), digest.toBytes(), startMs);
            }

            @Override
            public void alert(OpenAlert alert) {
                alerts.put(alert.alert().key(), alert);
            }
        });
        eventClock.watermarks().forEach(clock::put);
        monitor.evaluated().ifPresent(evaluated -> {
            clock.put(ProcessorTopology.EVALUATED, evaluated);
            forgetOld(evaluated);
        });
    }

    /** Keeps what is known of a rule. */
    void remember(String name, RuleBook.Versions versions) {
        if (versions.rules().isEmpty()) {
            rules.delete(name);
        } else {
            rules.put(name, versions);
        }
    }

    /** Keeps a published window for queries. */
    void remember(EndpointMetrics metrics) {
        String key = metrics.endpointOf().key();
        windows.put(key, metrics, metrics.windowStart());
        EndpointMetrics newest = latest.get(key);
        if (newest == null || newest.windowStart() <= metrics.windowStart()) {
            latest.put(key, metrics.withoutSketches());
        }
    }

    /** Keeps a resolved alert for queries. */
    void rememberResolved(Alert alert) {
        alerts.put(alert.key(), new OpenAlert(alert, null, 0, 0, List.of()));
    }

    /** Windows expire by themselves; what the other stores hold is looked through once a minute. */
    private void forgetOld(long now) {
        if (now - forgottenMs < Duration.ofMinutes(1).toMillis()) {
            return;
        }
        forgottenMs = now;
        try (KeyValueIterator<String, EndpointMetrics> all = latest.all()) {
            all.forEachRemaining(entry -> {
                if (entry.value.windowEnd() < now - historyMs) {
                    latest.delete(entry.key);
                }
            });
        }
        try (KeyValueIterator<String, OpenAlert> all = alerts.all()) {
            all.forEachRemaining(entry -> {
                Long resolvedAt = entry.value.alert().resolvedAt();
                if (resolvedAt != null && resolvedAt < now - Math.max(historyMs, OpenAlert.FLAPPING_MS)) {
                    alerts.delete(entry.key);
                }
            });
        }
    }
}
