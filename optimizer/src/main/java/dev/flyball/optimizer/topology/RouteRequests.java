package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.decide.Diagnosis;
import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.OptimizationRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Hands a request to the owner of the namespace that it would change; one that would change none to anybody. The owners
 * of other namespaces that the endpoint reads hear of it, too: what they had proposed may not be right any more.
 */
final class RouteRequests extends ContextualProcessor<String, @Nullable OptimizationRequest, String, NamespaceEvent> {
    @Override
    public void process(Record<String, @Nullable OptimizationRequest> record) {
        OptimizationRequest request = record.value();
        if (request == null) {
            return;
        }
        Set<String> keys = new LinkedHashSet<>();
        keys.add(owner(request));
        request.metrics().cache().stream().map(CacheMetrics::namespace).forEach(keys::add);
        keys.forEach(key -> context().forward(record.withKey(key).withValue(NamespaceEvent.of(request))));
        // Each wait for a commit is a part of the reaction time.
        context().commit();
    }

    /** The key of the one that decides about a request. */
    static String owner(OptimizationRequest request) {
        String namespace = Diagnosis.of(request).namespace();
        return namespace == null ? request.endpointOf().key() : namespace;
    }
}
