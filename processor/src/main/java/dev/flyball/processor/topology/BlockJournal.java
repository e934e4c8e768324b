package dev.flyball.processor.topology;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * The blocks of all endpoints in a journal. As a block is of use for a time that depends on its level alone, a record of it
 * goes when its newest block is of no use to any endpoint.
 */
final class BlockJournal {
    private final Journal journal;
    private final Map<Integer, Written> byLevel = new TreeMap<>();

    /** What was written of a level. */
    private static final class Written {
        /** By the start of the newest block in them. */
        private final NavigableMap<Long, List<JournalKey>> records = new TreeMap<>();
        /** Of what is to be written next. */
        private long newestMs = Long.MIN_VALUE;

        private void add(JournalKey key, long newest) {
            records.computeIfAbsent(newest, unknown -> new ArrayList<>(JournalKey.GROUPS))
                    .add(key);
        }
    }

    BlockJournal(Journal.Records records) {
        journal = new Journal(records);
    }

    /** Takes blocks in the order in which they were saved. */
    interface Taker {
        void take(Endpoint endpoint, int level, long startMs, long savedMs, byte[] bytes);
    }

    void add(Endpoint endpoint, int level, long startMs, byte[] bytes) {
        Written written = ofLevel(level);
        written.newestMs = Math.max(written.newestMs, startMs);
        ByteWriter entry =
                new ByteWriter(bytes.length + 10).putSignedVarLong(startMs).putBytes(bytes);
        journal.add(JournalKey.ofLevel(level), endpoint, entry.toBytes());
    }

    private Written ofLevel(int level) {
        return byLevel.computeIfAbsent(level, unknown -> new Written());
    }

    /** Writes what was added, and deletes what starts too early to be of use on its level. */
    void write(long savedMs, IntToLongFunction oldestUsed) {
        byLevel.forEach((level, written) -> {
            journal.write(JournalKey.ofLevel(level), savedMs, key -> written.add(key, written.newestMs));
            written.newestMs = Long.MIN_VALUE;
            NavigableMap<Long, List<JournalKey>> useless =
                    written.records.headMap(oldestUsed.applyAsLong(level), false);
            useless.values().forEach(keys -> keys.forEach(journal::delete));
            useless.clear();
        });
    }

    /** Finds a record again; those of one kind and group must come in their order. */
    void restore(JournalKey key, byte[] record, Taker taker) {
        long[] newest = {Long.MIN_VALUE};
        forEach(key, record, (endpoint, level, start, savedMs, bytes) -> {
            newest[0] = Math.max(newest[0], start);
            taker.take(endpoint, level, start, savedMs, bytes);
        });
        journal.restored(key);
        ofLevel(key.level()).add(key, newest[0]);
    }

    static void forEach(JournalKey key, byte[] record, Taker taker) {
        Bundle.forEach(record, (endpoint, entry) -> {
            ByteReader in = new ByteReader(entry);
            long start = in.getSignedVarLong();
            taker.take(endpoint, key.level(), start, key.savedMs(), in.getBytes(in.remaining()));
        });
    }
}
