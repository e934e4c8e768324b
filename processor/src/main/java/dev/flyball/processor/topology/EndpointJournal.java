package dev.flyball.processor.topology;

import dev.flyball.processor.windows.Panes;
import dev.flyball.schemas.Endpoint;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads of the journal what is about one endpoint, for queries: record by record, beside what they hold of others.
 *
 * @param journal the store of that name
 */
public record EndpointJournal(ReadOnlyKeyValueStore<byte[], byte[]> journal, Endpoint endpoint) {
    /** The newest state in it; empty bytes if the endpoint was forgotten. */
    public Optional<byte[]> state() {
        byte @Nullable [][] newest = {null};
        forEachRecord(
                JournalKey.STATES,
                (key, record) -> Bundle.forEach(record, (other, state) -> {
                    if (other.equals(endpoint)) {
                        newest[0] = state;
                    }
                }));
        return Optional.ofNullable(newest[0]);
    }

    /** Restores all its blocks into panes, and returns these. */
    public Panes restore(Panes panes) {
        for (int level = 0; level < Panes.LEVELS; level++) {
            forEachRecord(
                    JournalKey.ofLevel(level),
                    (key, record) -> BlockJournal.forEach(key, record, (other, of, startMs, savedMs, bytes) -> {
                        if (other.equals(endpoint)) {
                            panes.restore(of, startMs, savedMs, bytes);
                        }
                    }));
        }
        return panes;
    }

    private void forEachRecord(int kind, BiConsumer<JournalKey, byte[]> reader) {
        byte[] prefix = JournalKey.prefix(kind, JournalKey.groupOf(endpoint));
        try (KeyValueIterator<byte[], byte[]> records = journal.prefixScan(prefix, new ByteArraySerializer())) {
            records.forEachRemaining(entry -> reader.accept(JournalKey.ofBytes(entry.key), entry.value));
        }
    }
}
