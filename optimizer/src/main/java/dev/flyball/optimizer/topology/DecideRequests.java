package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Running;
import dev.flyball.optimizer.decide.Answer;
import dev.flyball.optimizer.decide.CallOut;
import dev.flyball.optimizer.decide.Decider;
import dev.flyball.optimizer.decide.Decision;
import dev.flyball.optimizer.decide.Order;
import dev.flyball.optimizer.webhook.Caller;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationRequest;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the decider about each request that was not answered yet, starts what it decides, and tells it. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class DecideRequests implements Processor<String, @Nullable NamespaceEvent, String, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(DecideRequests.class);
    /** As samples: one from further ahead comes from a wrong clock, and would cover all that are asked in its shadow. */
    private static final Duration FURTHEST_AHEAD = Duration.ofMinutes(5);

    private final Decider decider;
    private final Caller caller;
    private final Duration cooldown;
    private final InstantSource clock;
    private TaskMemory memory;
    private Errands errands;
    private KeyValueStore<String, Answer> answers;
    private Outlet outlet;

    /** @param cooldown how long an endpoint is left alone after an errand */
    DecideRequests(Decider decider, Caller caller, Duration cooldown, InstantSource clock) {
        this.decider = decider;
        this.caller = caller;
        this.cooldown = cooldown;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        memory = new TaskMemory(context);
        answers = context.getStateStore(OptimizerTopology.ANSWERS);
        outlet = new Outlet(context);
        errands = new Errands(caller, cooldown, clock, context);
    }

    @Override
    public void process(Record<String, @Nullable NamespaceEvent> record) {
        OptimizationRequest request =
                record.value() == null ? null : record.value().request();
        if (request == null) {
            return;
        }
        long now = clock.millis();
        if (request.timestamp() - now > FURTHEST_AHEAD.toMillis()) {
            LOG.warn(
                    "ignoring request {}, which is {} ms ahead of this clock", request.id(), request.timestamp() - now);
            return;
        }
        Answer last = answers.get(request.alert().key());
        if (last == null || !last.covers(request)) {
            answer(request, last, now);
        }
    }

    private void answer(OptimizationRequest request, @Nullable Answer last, long now) {
        Decision decision = decider.decide(request, memory, now);
        Answer answer = Answer.of(request, decision);
        answers.put(request.alert().key(), answer);
        decision.action().ifPresent(action -> start(action, now));
        if (decision instanceof Order order) {
            outlet.steer(order.control(), now);
        } else if (decision instanceof CallOut call) {
            errands.take(call, now);
        }
        if (decision.action().isPresent() || last == null || !last.says(answer)) {
            outlet.publish(decision.result());
        }
    }

    private void start(Action action, long now) {
        Running running = action.begin();
        CacheControl control = running.steer(memory.control(action.namespace(), now));
        memory.keep(new Owned(running, control));
        outlet.steer(control, now);
        LOG.atInfo()
                .addKeyValue("action", action.id())
                .addKeyValue("strategy", action.strategy())
                .addKeyValue("namespace", action.namespace())
                .addKeyValue("endpoint", action.endpointOf())
                .log("acting");
    }
}
