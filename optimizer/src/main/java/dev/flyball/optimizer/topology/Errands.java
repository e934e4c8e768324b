package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.decide.CallOut;
import dev.flyball.optimizer.decide.Errand;
import dev.flyball.optimizer.webhook.Caller;
import dev.flyball.optimizer.webhook.Caller.Outcome;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The errands of a task: each is kept until it is over, and run on threads of the caller. What was running when the process
 * ended is run again, with the same id.
 */
final class Errands {
    private static final Duration TICK = Duration.ofSeconds(1);
    /** Of one task; those above end at once. */
    private static final int MOST = 100;

    private final Caller caller;
    private final Duration cooldown;
    private final InstantSource clock;
    private final KeyValueStore<String, Errand> waiting;
    private final KeyValueStore<String, Rest> rests;
    private final Outlet outlet;
    private final Map<String, CompletableFuture<Outcome>> running = new HashMap<>();

    Errands(Caller caller, Duration cooldown, InstantSource clock, ProcessorContext<String, Object> context) {
        this.caller = caller;
        this.cooldown = cooldown;
        this.clock = clock;
        waiting = context.getStateStore(OptimizerTopology.ERRANDS);
        rests = context.getStateStore(OptimizerTopology.RESTS);
        outlet = new Outlet(context);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, time -> tick());
    }

    /** Takes it over; it is run from the next tick on. */
    void take(CallOut call, long now) {
        Errand errand = call.errand();
        String scope = errand.request().endpointOf().key();
        rests.put(scope, new Rest(errand.id(), Verdict.INCONCLUSIVE, 0, now + cooldown.toMillis()));
        waiting.put(errand.id(), errand);
    }

    private void tick() {
        List<Errand> all = new ArrayList<>();
        try (KeyValueIterator<String, Errand> entries = waiting.all()) {
            entries.forEachRemaining(entry -> all.add(entry.value));
        }
        for (int i = 0; i < all.size(); i++) {
            Errand errand = all.get(i);
            CompletableFuture<Outcome> call = running.get(errand.id());
            if (call != null && call.isDone()) {
                end(errand, told(errand, call.join()));
            } else if (call == null && i >= MOST) {
                end(errand, errand.failed("More than " + MOST + " calls are waiting.", clock.millis()));
            } else if (call == null) {
                caller.call(errand).ifPresent(begun -> running.put(errand.id(), begun));
            }
        }
    }

    private OptimizationResult told(Errand errand, Outcome outcome) {
        return outcome.answered()
                ? errand.answered(outcome.words(), clock.millis())
                : errand.failed(outcome.words(), clock.millis());
    }

    private void end(Errand errand, OptimizationResult result) {
        running.remove(errand.id());
        waiting.delete(errand.id());
        outlet.publish(result);
    }
}
