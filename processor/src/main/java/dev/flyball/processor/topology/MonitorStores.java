package dev.flyball.processor.topology;

import dev.flyball.processor.monitor.Changes;
import dev.flyball.processor.monitor.Monitor;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.windows.EventClock;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.Endpoint;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The stores behind a monitor. What it holds in the heap is written at each commit and read back after a restart or a
 * move to another instance.
 */
final class MonitorStores implements Changes {
    private final long historyMs;
    private final KeyValueStore<byte[], byte[]> blocks;
    private final KeyValueStore<String, byte[]> endpoints;
    private final KeyValueStore<String, OpenAlert> alerts;
    private final KeyValueStore<String, RuleBook.Versions> rules;
    private final KeyValueStore<Integer, Long> clock;
    private long forgottenMs;

    MonitorStores(ProcessorContext<?, ?> context, Duration history) {
        historyMs = history.toMillis();
        blocks = context.getStateStore(ProcessorTopology.BLOCKS);
        endpoints = context.getStateStore(ProcessorTopology.ENDPOINTS);
        alerts = context.getStateStore(ProcessorTopology.ALERTS);
        rules = context.getStateStore(ProcessorTopology.RULES);
        clock = context.getStateStore(ProcessorTopology.CLOCK);
    }

    /** Fills a new monitor and its clock with what the last commit left. */
    void restore(Monitor monitor, EventClock eventClock) {
        try (KeyValueIterator<String, RuleBook.Versions> all = rules.all()) {
            all.forEachRemaining(entry -> monitor.rules().restore(entry.value));
        }
        monitor.restoreEvaluated(clock.get(ProcessorTopology.EVALUATED));
        try (KeyValueIterator<Integer, Long> all = clock.all()) {
            all.forEachRemaining(entry -> {
                if (entry.key != ProcessorTopology.EVALUATED) {
                    eventClock.restore(entry.key, entry.value);
                }
            });
        }
        try (KeyValueIterator<byte[], byte[]> all = blocks.all()) {
            all.forEachRemaining(entry -> {
                BlockKey key = BlockKey.ofBytes(entry.key);
                monitor.restoreBlock(key.endpoint(), key.level(), key.startMs(), entry.value);
            });
        }
        try (KeyValueIterator<String, byte[]> all = endpoints.all()) {
            all.forEachRemaining(entry -> monitor.restoreEndpoint(Endpoint.ofKey(entry.key), entry.value));
        }
        try (KeyValueIterator<String, OpenAlert> all = alerts.all()) {
            all.forEachRemaining(entry -> monitor.restoreAlert(entry.value));
        }
        monitor.restored();
    }

    /** Writes what has changed since the last time. */
    void save(Monitor monitor, EventClock eventClock) {
        monitor.drainChanges(this);
        eventClock.watermarks().forEach(clock::put);
        monitor.evaluated().ifPresent(evaluated -> {
            clock.put(ProcessorTopology.EVALUATED, evaluated);
            forgetOld(evaluated);
        });
    }

    @Override
    public void block(Endpoint endpoint, int level, long startMs, byte[] bytes) {
        blocks.put(new BlockKey(endpoint, level, startMs).toBytes(), bytes);
    }

    @Override
    public void forgetBlock(Endpoint endpoint, int level, long startMs) {
        blocks.delete(new BlockKey(endpoint, level, startMs).toBytes());
    }

    @Override
    public void endpoint(Endpoint endpoint, byte[] bytes) {
        endpoints.put(endpoint.key(), bytes);
    }

    @Override
    public void forgetEndpoint(Endpoint endpoint) {
        endpoints.delete(endpoint.key());
    }

    @Override
    public void alert(OpenAlert alert) {
        alerts.put(alert.alert().key(), alert);
    }

    /** Keeps what is known of a rule. */
    void remember(String name, RuleBook.Versions versions) {
        if (versions.rules().isEmpty()) {
            rules.delete(name);
        } else {
            rules.put(name, versions);
        }
    }

    /** Keeps a resolved alert for queries. */
    void rememberResolved(Alert alert) {
        alerts.put(alert.key(), new OpenAlert(alert, null, 0, 0, List.of()));
    }

    /** Resolved alerts are looked through once a minute. */
    private void forgetOld(long now) {
        if (now - forgottenMs < Duration.ofMinutes(1).toMillis()) {
            return;
        }
        forgottenMs = now;
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
