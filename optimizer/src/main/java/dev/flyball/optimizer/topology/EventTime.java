package dev.flyball.optimizer.topology;

import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** The time that events tell, whatever time their records were stamped with. */
final class EventTime implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        if (record.value() instanceof OptimizationRequest request) {
            return request.timestamp();
        }
        if (record.value() instanceof EndpointMetrics metrics) {
            return metrics.windowEnd();
        }
        return Math.max(0, partitionTime);
    }
}
