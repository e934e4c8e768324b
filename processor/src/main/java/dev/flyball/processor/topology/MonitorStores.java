package dev.flyball.processor.topology;

import dev.flyball.processor.monitor.Changes;
import dev.flyball.processor.monitor.Monitor;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.windows.EventClock;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.Endpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The stores behind a monitor. What it holds in the heap is written at each commit and read back after a restart or a
 * move to another instance.
 */
final class MonitorStores implements Changes {
    /** In the place of up to where panes are closed, before any is. */
    private static final long NOTHING_CLOSED = Long.MIN_VALUE / 2;

    private final long historyMs;
    private final KeyValueStore<byte[], byte[]> journal;
    private final KeyValueStore<String, byte[]> quiet;
    private final KeyValueStore<String, OpenAlert> alerts;
    private final KeyValueStore<String, RuleBook.Versions> rules;
    private final KeyValueStore<Integer, Long> clock;
    private final BlockJournal blocks;
    private final StateJournal states;
    private long forgottenMs;

    MonitorStores(ProcessorContext<?, ?> context, Duration history) {
        historyMs = history.toMillis();
        journal = context.getStateStore(ProcessorTopology.JOURNAL);
        quiet = context.getStateStore(ProcessorTopology.QUIET);
        alerts = context.getStateStore(ProcessorTopology.ALERTS);
        rules = context.getStateStore(ProcessorTopology.RULES);
        clock = context.getStateStore(ProcessorTopology.CLOCK);
        Journal.Records records = new Journal.Records() {
            @Override
            public void put(byte[] key, byte[] value) {
                journal.put(key, value);
            }

            @Override
            public void delete(byte[] key) {
                journal.delete(key);
            }
        };
        blocks = new BlockJournal(records);
        states = new StateJournal(records, new StateJournal.Quiet() {
            @Override
            public void put(Endpoint endpoint, byte[] state) {
                quiet.put(endpoint.key(), state);
            }

            @Override
            public void delete(Endpoint endpoint) {
                quiet.delete(endpoint.key());
            }
        });
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
        restoreStates(monitor);
        restoreBlocks(monitor);
        try (KeyValueIterator<String, OpenAlert> all = alerts.all()) {
            all.forEachRemaining(entry -> monitor.restoreAlert(entry.value));
        }
        monitor.restored();
    }

    private void restoreStates(Monitor monitor) {
        Map<Endpoint, byte[]> newest = new HashMap<>();
        try (KeyValueIterator<String, byte[]> all = quiet.all()) {
            all.forEachRemaining(entry -> newest.put(Endpoint.ofKey(entry.key), entry.value));
        }
        byte[] prefix = {JournalKey.STATES};
        try (KeyValueIterator<byte[], byte[]> all = journal.prefixScan(prefix, new ByteArraySerializer())) {
            all.forEachRemaining(entry -> states.restore(JournalKey.ofBytes(entry.key), entry.value, newest));
        }
        newest.forEach(monitor::restoreEndpoint);
    }

    private void restoreBlocks(Monitor monitor) {
        byte[] first = {(byte) JournalKey.ofLevel(0)};
        try (KeyValueIterator<byte[], byte[]> all = journal.range(first, null)) {
            all.forEachRemaining(
                    entry -> blocks.restore(JournalKey.ofBytes(entry.key), entry.value, monitor::restoreBlock));
        }
    }

    /** Writes what has changed since the last time. */
    void save(Monitor monitor, EventClock eventClock) {
        monitor.drainChanges(this);
        long closedMs = monitor.evaluated().orElse(NOTHING_CLOSED);
        blocks.write(closedMs, monitor::oldestUsed);
        states.write(closedMs, monitor::endpoint);
        eventClock.watermarks().forEach(clock::put);
        monitor.evaluated().ifPresent(evaluated -> {
            clock.put(ProcessorTopology.EVALUATED, evaluated);
            forgetOld(evaluated);
        });
    }

    @Override
    public void block(Endpoint endpoint, int level, long startMs, byte[] bytes) {
        blocks.add(endpoint, level, startMs, bytes);
    }

    @Override
    public void endpoint(Endpoint endpoint, byte[] bytes) {
        states.put(endpoint, bytes);
    }

    @Override
    public void forgetEndpoint(Endpoint endpoint) {
        states.forget(endpoint);
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
