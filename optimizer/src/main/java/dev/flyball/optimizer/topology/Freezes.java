package dev.flyball.optimizer.topology;

import dev.flyball.schemas.Freeze;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The freezes that an optimizer knows, for whoever acts beside its topology. */
public record Freezes(KafkaStreams streams) {
    /**
     * The keys of those that hold at a moment; empty if that cannot be known, as while the optimizer starts.
     *
     * @param nowMs epoch milliseconds
     */
    public Optional<Set<String>> holding(long nowMs) {
        try {
            ReadOnlyKeyValueStore<String, Freeze> store = streams.store(StoreQueryParameters.fromNameAndType(
                    OptimizerTopology.FREEZES, QueryableStoreTypes.keyValueStore()));
            Set<String> holding = new HashSet<>();
            try (KeyValueIterator<String, Freeze> all = store.all()) {
                while (all.hasNext()) {
                    KeyValue<String, Freeze> each = all.next();
                    if (each.value.holds(nowMs)) {
                        holding.add(each.key);
                    }
                }
            }
            return Optional.of(holding);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
