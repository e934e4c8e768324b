package dev.flyball.processor.topology;

import dev.flyball.processor.monitor.Monitor;
import dev.flyball.schemas.Endpoint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The journal of a monitor in the heap instead of a store; what is read back from it went through bytes. */
public final class HeapJournal implements Journal.Records, StateJournal.Quiet {
    private final NavigableMap<byte[], byte[]> records = new TreeMap<>(Arrays::compareUnsigned);
    private final Map<Endpoint, byte[]> quiet = new TreeMap<>();
    private BlockJournal blocks = new BlockJournal(this);
    private StateJournal states = new StateJournal(this, this);

    public void block(Endpoint endpoint, int level, long startMs, byte[] bytes) {
        blocks.add(endpoint, level, startMs, bytes);
    }

    public void endpoint(Endpoint endpoint, byte[] state) {
        states.put(endpoint, state);
    }

    public void forgetEndpoint(Endpoint endpoint) {
        states.forget(endpoint);
    }

    /** Commits what was told since the last time. */
    public void write(Monitor monitor) {
        long closedMs = monitor.evaluated().orElse(Long.MIN_VALUE / 2);
        blocks.write(closedMs, monitor::oldestUsed);
        states.write(closedMs, monitor::endpoint);
    }

    /** Begins anew with what was committed. */
    public void restore(Monitor monitor) {
        blocks = new BlockJournal(this);
        states = new StateJournal(this, this);
        newest(states).forEach(monitor::restoreEndpoint);
        records.forEach((key, value) -> {
            if (JournalKey.ofBytes(key).kind() != JournalKey.STATES) {
                blocks.restore(JournalKey.ofBytes(key), value, monitor::restoreBlock);
            }
        });
    }

    /** The newest states of all endpoints. */
    public Map<Endpoint, byte[]> states() {
        return newest(new StateJournal(this, this));
    }

    private Map<Endpoint, byte[]> newest(StateJournal journal) {
        Map<Endpoint, byte[]> newest = new HashMap<>(quiet);
        records.forEach((key, value) -> {
            if (JournalKey.ofBytes(key).kind() == JournalKey.STATES) {
                journal.restore(JournalKey.ofBytes(key), value, newest);
            }
        });
        return newest;
    }

    Map<Endpoint, byte[]> quiet() {
        return quiet;
    }

    /** How many records hold states. */
    long stateRecords() {
        return records.size() - blockRecords();
    }

    /** How many records hold blocks. */
    public long blockRecords() {
        return records.keySet().stream()
                .filter(key -> JournalKey.ofBytes(key).kind() != JournalKey.STATES)
                .count();
    }

    /** What all of it takes. */
    public long bytes() {
        return records.values().stream().mapToLong(value -> value.length).sum()
                + quiet.values().stream().mapToLong(value -> value.length).sum();
    }

    @Override
    public void put(byte[] key, byte[] value) {
        records.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        records.remove(key);
    }

    @Override
    public void put(Endpoint endpoint, byte[] state) {
        quiet.put(endpoint, state);
    }

    @Override
    public void delete(Endpoint endpoint) {
        quiet.remove(endpoint);
    }
}
