package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.decide.Answer;
import dev.flyball.optimizer.decide.Decider;
import dev.flyball.optimizer.decide.Decision;
import dev.flyball.schemas.OptimizationRequest;
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
final class DecideRequests implements Processor<String, @Nullable OptimizationRequest, String, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(DecideRequests.class);

    private final Decider decider;
    private final InstantSource clock;
    private TaskMemory memory;
    private KeyValueStore<String, Answer> answers;
    private Outlet outlet;

    DecideRequests(Decider decider, InstantSource clock) {
        this.decider = decider;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        memory = new TaskMemory(context);
        answers = context.getStateStore(OptimizerTopology.ANSWERS);
        outlet = new Outlet(context);
    }

    @Override
    public void process(Record<String, @Nullable OptimizationRequest> record) {
        OptimizationRequest request = record.value();
        if (request == null) {
            return;
        }
        Answer last = answers.get(request.alert().key());
        if (last == null || !last.covers(request)) {
            answer(request, last);
        }
    }

    private void answer(OptimizationRequest request, @Nullable Answer last) {
        Decision decision = decider.decide(request, memory, clock.millis());
        Answer answer = Answer.of(request, decision);
        answers.put(request.alert().key(), answer);
        decision.action().ifPresent(this::start);
        if (decision.action().isPresent() || last == null || !last.says(answer)) {
            outlet.publish(decision.result());
        }
    }

    private void start(Action action) {
        memory.keep(action.measuring());
        outlet.steer(action.control(), action.startedAt());
        LOG.atInfo()
                .addKeyValue("action", action.id())
                .addKeyValue("strategy", action.strategy())
                .addKeyValue("namespace", action.namespace())
                .addKeyValue("endpoint", action.endpointOf())
                .log("acting");
    }
}
