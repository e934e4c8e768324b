package dev.flyball.optimizer.topology;

import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.EndpointMetrics;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Hands a window with arms to the owners of the namespaces that it read; those without are nobody's business. */
final class RouteWindows extends ContextualProcessor<String, @Nullable EndpointMetrics, String, NamespaceEvent> {
    @Override
    public void process(Record<String, @Nullable EndpointMetrics> record) {
        EndpointMetrics window = record.value();
        if (window == null || window.arms().isEmpty()) {
            return;
        }
        for (CacheMetrics cache : window.cache()) {
            context().forward(record.withKey(cache.namespace()).withValue(NamespaceEvent.of(window)));
        }
    }
}
