package dev.flyball.optimizer.topology;

import dev.flyball.schemas.CacheControl;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps the newest control record of each namespace. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class RememberControls implements Processor<String, @Nullable CacheControl, Void, Void> {
    private KeyValueStore<String, CacheControl> controls;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        controls = context.getStateStore(OptimizerTopology.CONTROLS);
    }

    @Override
    public void process(Record<String, @Nullable CacheControl> record) {
        CacheControl control = record.value();
        // A deleted record stays known, so that versions never start again; tags do not matter to any strategy.
        if (control == null || control.tag() != null) {
            return;
        }
        CacheControl known = controls.get(control.namespace());
        if (known == null || known.version() < control.version()) {
            controls.put(control.namespace(), control);
        }
    }
}
