package dev.flyball.processor.topology;

import dev.flyball.schemas.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has changed of many endpoints since the last commit, as a few records: a record holds what is of one kind and about
 * one group of endpoints. Each stays until nothing in it is of use; what is said again of the same counts instead.
 */
final class Journal {
    /** Where its records lie. */
    interface Records {
        void put(byte[] key, byte[] value);

        void delete(byte[] key);
    }

    private final Records records;
    private final Map<Integer, Bundle.Builder[]> open = new TreeMap<>();
    private long sequence;

    Journal(Records records) {
        this.records = records;
    }

    void add(int kind, Endpoint endpoint, byte[] entry) {
        Bundle.Builder[] byGroup = open.computeIfAbsent(kind, unknown -> new Bundle.Builder[JournalKey.GROUPS]);
        int group = JournalKey.groupOf(endpoint);
        Bundle.Builder entries = byGroup[group];
        if (entries == null) {
            entries = new Bundle.Builder();
            byGroup[group] = entries;
        }
        entries.add(endpoint, entry);
    }

    /** Writes what was added of a kind. */
    void write(int kind, long savedMs, Consumer<JournalKey> written) {
        Bundle.Builder[] byGroup = open.remove(kind);
        if (byGroup == null) {
            return;
        }
        for (int group = 0; group < byGroup.length; group++) {
            for (byte[] bundle : bundles(byGroup[group])) {
                JournalKey key = new JournalKey(kind, group, sequence++, savedMs);
                records.put(key.toBytes(), bundle);
                written.accept(key);
            }
        }
    }

    private static List<byte[]> bundles(Bundle.@Nullable Builder entries) {
        return entries == null ? List.of() : entries.take();
    }

    void delete(JournalKey key) {
        records.delete(key.toBytes());
    }

    /** A record was found, after which others are to be written. */
    void restored(JournalKey key) {
        sequence = Math.max(sequence, key.sequence() + 1);
    }
}
