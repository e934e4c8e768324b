package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.decide.Diagnosis;
import dev.flyball.schemas.OptimizationRequest;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Hands a request to the owner of the namespace that it would change; one that would change none to anybody. */
final class RouteRequests extends ContextualProcessor<String, @Nullable OptimizationRequest, String, NamespaceEvent> {
    @Override
    public void process(Record<String, @Nullable OptimizationRequest> record) {
        OptimizationRequest request = record.value();
        if (request != null) {
            String namespace = Diagnosis.of(request).namespace();
            String key = namespace == null ? request.endpointOf().key() : namespace;
            context().forward(record.withKey(key).withValue(new NamespaceEvent(request, null)));
        }
    }
}
