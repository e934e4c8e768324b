package dev.flyball.optimizer.topology;

import dev.flyball.schemas.Freeze;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps the freezes that were not lifted. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class RememberFreezes implements Processor<String, @Nullable Freeze, Void, Void> {
    private KeyValueStore<String, Freeze> freezes;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        freezes = context.getStateStore(OptimizerTopology.FREEZES);
    }

    @Override
    public void process(Record<String, @Nullable Freeze> record) {
        Freeze freeze = record.value();
        if (freeze == null) {
            if (record.key() != null) {
                freezes.delete(record.key());
            }
        } else if (freeze.active()) {
            freezes.put(freeze.key(), freeze);
        } else {
            freezes.delete(freeze.key());
        }
    }
}
