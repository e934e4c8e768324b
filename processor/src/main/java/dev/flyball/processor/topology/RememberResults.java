package dev.flyball.processor.topology;

import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Scaling;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the newest result of each recent action, so that queries can tell what the optimizer did. */
final class RememberResults implements Processor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(RememberResults.class);
    private static final int MOST = 1_000;

    private final Duration history;
    private final ProcessorMeters meters;
    private @Nullable KeyValueStore<String, OptimizationResult> results;

    RememberResults(Duration history, ProcessorMeters meters) {
        this.history = history;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        results = context.getStateStore(ProcessorTopology.RESULTS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        KeyValueStore<String, OptimizationResult> store = Objects.requireNonNull(results);
        OptimizationResult result;
        try {
            result = EventJson.read(record.value(), OptimizationResult.class);
        } catch (MalformedEventException e) {
            LOG.warn("skipped a record on optimization-results: {}", e.getMessage());
            return;
        }
        store.put(result.id(), result);
        Scaling scaling = result.scaling();
        if (scaling != null) {
            meters.recommended(result.service(), scaling.desired(), result.timestamp());
        }
        if (store.approximateNumEntries() > MOST) {
            forgetOld(store, result.timestamp() - history.toMillis());
        }
    }

    private static void forgetOld(KeyValueStore<String, OptimizationResult> store, long oldest) {
        List<OptimizationResult> kept = new ArrayList<>();
        try (KeyValueIterator<String, OptimizationResult> all = store.all()) {
            all.forEachRemaining(entry -> kept.add(entry.value));
        }
        kept.sort(Comparator.comparingLong(OptimizationResult::timestamp));
        int surplus = kept.size() - MOST / 2;
        for (int i = 0; i < kept.size(); i++) {
            OptimizationResult result = kept.get(i);
            if (i < surplus || result.timestamp() < oldest) {
                store.delete(result.id());
            }
        }
    }
}
