package dev.flyball.optimizer.topology;

import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationResult;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Where events leave the topology, each under its key and stamped with its event time. */
record Outlet(ProcessorContext<String, Object> context) {
    void publish(OptimizationResult result) {
        context.forward(
                new Record<>(result.endpointOf().key(), result, result.timestamp()), OptimizerTopology.TO_RESULTS);
    }

    void publish(ActionScore score) {
        context.forward(new Record<>(score.key(), score, score.timestamp()), OptimizerTopology.TO_SCORES);
    }

    /**
     * @param at event time, epoch milliseconds
     */
    void steer(CacheControl control, long at) {
        context.forward(new Record<>(control.key(), control, at), OptimizerTopology.TO_CACHES);
    }

    void answer(ActionAnswer answer) {
        context.forward(new Record<>(answer.action(), answer, answer.timestamp()), OptimizerTopology.TO_ANSWERS);
    }

    /** Nobody sees anything before it is committed; what is urgent does not wait for the next time. */
    void hurry() {
        context.commit();
    }
}
