package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Finished;
import dev.flyball.optimizer.action.Progress;
import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.action.Running;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.EndpointMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows each running action the windows of its endpoint, renews or changes the control record at each look, and concludes
 * it when it has a verdict. Patience is counted in ticks of a second and not taken from a clock, which may jump.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class VerifyActions implements Processor<String, @Nullable NamespaceEvent, String, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(VerifyActions.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Policy policy;
    private final InstantSource clock;
    /** Ticks since the last look, by namespace. A restart begins anew: until then nothing is renewed anyway. */
    private final Map<String, Integer> silence = new HashMap<>();

    private TaskMemory memory;
    private Outlet outlet;

    VerifyActions(Policy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        memory = new TaskMemory(context);
        outlet = new Outlet(context);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, time -> tick());
    }

    @Override
    public void process(Record<String, @Nullable NamespaceEvent> record) {
        EndpointMetrics window = record.value() == null ? null : record.value().window();
        Owned owned = window == null ? null : memory.owned(record.key());
        if (window != null
                && owned != null
                && owned.running().action().endpointOf().equals(window.endpointOf())
                && !endsDisturbed(owned)) {
            look(owned.running(), window);
        }
    }

    private void look(Running running, EndpointMetrics window) {
        long now = clock.millis();
        Progress next = running.on(window, now);
        if (next instanceof Finished finished) {
            conclude(finished);
        } else if (next instanceof Running going && !going.equals(running)) {
            proceed(running, going, now);
        }
    }

    private void proceed(Running from, Running to, long now) {
        String namespace = to.action().namespace();
        silence.remove(namespace);
        CacheControl control = to.steer(memory.control(namespace, now));
        memory.keep(new Owned(to, control));
        outlet.steer(control, now);
        if (to.permille() != from.permille()) {
            outlet.publish(to.begun(now));
        }
    }

    private void tick() {
        for (Owned owned : memory.running()) {
            Running running = owned.running();
            int ticks = silence.merge(running.action().namespace(), 1, Integer::sum);
            if (!endsDisturbed(owned)
                    && ticks * TICK.toMillis() > running.action().staging().leaseMs()) {
                conclude(running.silent(clock.millis()));
            }
        }
    }

    private boolean endsDisturbed(Owned owned) {
        String namespace = owned.running().action().namespace();
        boolean disturbed = owned.isDisturbed(memory.steered(namespace));
        if (disturbed) {
            String how = owned.newest(memory.steered(namespace)).reason();
            conclude(owned.running().disturbed(how, clock.millis()));
        }
        return disturbed;
    }

    private void conclude(Finished finished) {
        String namespace = finished.action().namespace();
        Rest previous = memory.rest(namespace).orElse(null);
        finished.steer(memory.control(namespace, finished.at()))
                .ifPresent(control -> outlet.steer(control, finished.at()));
        memory.keep(finished, Rest.after(finished, previous, policy.cooldown(), policy.longestCooldown()));
        silence.remove(namespace);
        outlet.publish(finished.result());
        memory.learn(finished).ifPresent(outlet::publish);
        LOG.atInfo()
                .addKeyValue("action", finished.action().id())
                .addKeyValue("verdict", finished.verdict())
                .addKeyValue("namespace", namespace)
                .addKeyValue("endpoint", finished.action().endpointOf())
                .log("finished");
    }
}
