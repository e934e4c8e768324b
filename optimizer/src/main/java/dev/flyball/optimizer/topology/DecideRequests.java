package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.decide.Act;
import dev.flyball.optimizer.decide.Answer;
import dev.flyball.optimizer.decide.CallOut;
import dev.flyball.optimizer.decide.Decider;
import dev.flyball.optimizer.decide.Decision;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.optimizer.decide.Propose;
import dev.flyball.optimizer.decide.Steer;
import dev.flyball.optimizer.webhook.Caller;
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
    private final Policy policy;
    private final Caller caller;
    private final InstantSource clock;
    private TaskMemory memory;
    private Errands errands;
    private KeyValueStore<String, Answer> answers;
    private Outlet outlet;
    private Ledger ledger;

    /** @param caller runs the errands */
    DecideRequests(Decider decider, Policy policy, Caller caller, InstantSource clock) {
        this.decider = decider;
        this.policy = policy;
        this.caller = caller;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        memory = new TaskMemory(context);
        answers = context.getStateStore(OptimizerTopology.ANSWERS);
        outlet = new Outlet(context);
        ledger = new Ledger(memory, outlet, policy);
        errands = new Errands(caller, policy.cooldown(), clock, context);
    }

    @Override
    public void process(Record<String, @Nullable NamespaceEvent> record) {
        NamespaceEvent event = record.value();
        if (event != null && event.census() != null) {
            memory.keep(event.census());
        }
        OptimizationRequest request = event == null ? null : event.request();
        if (request == null) {
            return;
        }
        long now = clock.millis();
        if (request.timestamp() - now > FURTHEST_AHEAD.toMillis()) {
            LOG.warn(
                    "ignoring request {}, which is {} ms ahead of this clock", request.id(), request.timestamp() - now);
            return;
        }
        refresh(record.key(), request);
        Answer last = answers.get(request.alert().key());
        if (record.key().equals(RouteRequests.owner(request)) && (last == null || !last.covers(request))) {
            answer(request, last, now);
        }
    }

    private void answer(OptimizationRequest request, @Nullable Answer last, long now) {
        Decision decision = decider.decide(request, memory, now);
        Answer answer = Answer.of(request, decision);
        answers.put(request.alert().key(), answer);
        if (decision instanceof Act act) {
            ledger.begin(act, now);
            return;
        }
        if (decision instanceof Propose propose) {
            memory.keep(propose.pending());
        } else if (decision instanceof Steer steer) {
            outlet.steer(steer.control(), now);
        } else if (decision instanceof CallOut call) {
            errands.take(call, now);
        }
        if (decision instanceof Propose || last == null || !last.says(answer)) {
            outlet.publish(decision.result());
        }
    }

    /** What waits for approval begins by the newest figures. */
    private void refresh(String namespace, OptimizationRequest request) {
        memory.pending(namespace)
                .filter(pending -> pending.isOlderThan(request))
                .ifPresent(pending -> memory.keep(pending.with(request)));
    }
}
