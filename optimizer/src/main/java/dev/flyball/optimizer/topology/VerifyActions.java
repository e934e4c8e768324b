package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Finished;
import dev.flyball.optimizer.action.Measuring;
import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.action.Progress;
import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.action.Steered;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.schemas.EndpointMetrics;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows each running action the metrics of its endpoint and the time, and concludes it when it has a verdict. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class VerifyActions implements Processor<String, @Nullable EndpointMetrics, String, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(VerifyActions.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Policy policy;
    private TaskMemory memory;
    private Outlet outlet;

    VerifyActions(Policy policy) {
        this.policy = policy;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        memory = new TaskMemory(context);
        outlet = new Outlet(context);
        // An endpoint without requests sends no metrics; the time that others tell ends its action.
        context.schedule(LOOK_EVERY, PunctuationType.STREAM_TIME, this::look);
    }

    @Override
    public void process(Record<String, @Nullable EndpointMetrics> record) {
        EndpointMetrics metrics = record.value();
        Measuring running = metrics == null ? null : memory.measuring(metrics.endpointOf());
        if (metrics != null && running != null) {
            advance(running, running.on(metrics));
        }
    }

    private void look(long streamTime) {
        memory.running().forEach(running -> advance(running, running.at(streamTime)));
    }

    private void advance(Measuring from, Progress to) {
        if (to instanceof Finished finished) {
            conclude(finished);
        } else if (to instanceof Measuring measuring && !measuring.equals(from)) {
            memory.keep(measuring);
        }
    }

    private void conclude(Finished finished) {
        String namespace = finished.action().namespace();
        Rest previous = memory.rest(namespace).orElse(null);
        memory.keep(finished, Rest.after(finished, previous, policy.cooldown(), policy.longestCooldown()));
        finished.undo(steering(namespace, finished.at())).ifPresent(undo -> outlet.steer(undo, finished.at()));
        outlet.publish(finished.result());
        LOG.atInfo()
                .addKeyValue("action", finished.action().id())
                .addKeyValue("verdict", finished.verdict())
                .addKeyValue("namespace", namespace)
                .addKeyValue("endpoint", finished.action().endpointOf())
                .log("finished");
    }

    private NamespaceControl steering(String namespace, long now) {
        return new NamespaceControl(
                namespace, memory.steered(namespace).map(Steered::control).orElse(null), now);
    }
}
