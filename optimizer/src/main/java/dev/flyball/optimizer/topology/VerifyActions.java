package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Finished;
import dev.flyball.optimizer.action.Progress;
import dev.flyball.optimizer.action.Running;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.optimizer.verify.Pulse;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.EndpointMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Shows each running action the windows of its endpoint, renews or changes the control record at each look, and concludes
 * it when it has a verdict. Patience is counted in ticks of a second and not taken from a clock, which may jump.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class VerifyActions implements Processor<String, @Nullable NamespaceEvent, String, Object> {
    private static final Duration TICK = Duration.ofSeconds(1);
    /** The kill switch takes effect within a second, of which commits and the way to the caches need most. */
    private static final Duration FREEZE_TICK = Duration.ofMillis(100);

    private final Policy policy;
    private final @Nullable Supplier<Optional<Pulse>> redis;
    private final InstantSource clock;
    /** Ticks since the last look, by action. A restart begins anew: until then nothing is renewed anyway. */
    private final Map<String, Integer> silence = new HashMap<>();

    private TaskMemory memory;
    private Outlet outlet;
    private Ledger ledger;

    /** @param redis how Redis fares; null where nobody looks after it */
    VerifyActions(Policy policy, @Nullable Supplier<Optional<Pulse>> redis, InstantSource clock) {
        this.policy = policy;
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        memory = new TaskMemory(context);
        outlet = new Outlet(context);
        ledger = new Ledger(memory, outlet, policy);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, time -> tick());
        context.schedule(FREEZE_TICK, PunctuationType.WALL_CLOCK_TIME, time -> obeyFreezes());
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
        Progress next = guarded(running, now);
        if (next instanceof Running going) {
            next = going.on(window, now);
        }
        if (next instanceof Finished finished) {
            ledger.conclude(finished);
        } else if (next instanceof Running going && !going.steps().equals(running.steps())) {
            proceed(running, going, now);
        }
    }

    private Progress guarded(Running running, long now) {
        return redis == null ? running : running.guarded(redis.get(), now);
    }

    private void proceed(Running from, Running to, long now) {
        String namespace = to.action().namespace();
        silence.remove(to.action().id());
        CacheControl control = to.steer(memory.control(namespace, now));
        memory.keep(new Owned(to, control));
        outlet.steer(control, now);
        if (to.permille() != from.permille()) {
            outlet.publish(to.begun(now));
        }
    }

    private void tick() {
        List<Owned> all = memory.running();
        silence.keySet()
                .retainAll(
                        all.stream().map(owned -> owned.running().action().id()).collect(Collectors.toSet()));
        if (redis != null && !all.isEmpty()) {
            // Whoever feels its pulse does so only as long as somebody asks.
            var unused = redis.get();
        }
        for (Owned owned : all) {
            Running running = owned.running();
            int ticks = silence.merge(running.action().id(), 1, Integer::sum);
            if (!endsDisturbed(owned)
                    && ticks * TICK.toMillis() > running.action().staging().leaseMs()) {
                ledger.conclude(running.silent(clock.millis()));
            }
        }
    }

    private void obeyFreezes() {
        if (!memory.knowsFreezes()) {
            return;
        }
        long now = clock.millis();
        for (Owned owned : memory.running()) {
            memory.freeze(owned.running().action().namespace(), now)
                    .ifPresent(freeze -> ledger.conclude(owned.running().rolledBack(freeze.words(), now)));
        }
    }

    private boolean endsDisturbed(Owned owned) {
        String namespace = owned.running().action().namespace();
        boolean disturbed = owned.isDisturbed(memory.steered(namespace));
        if (disturbed) {
            String how = owned.newest(memory.steered(namespace)).reason();
            ledger.conclude(owned.running().disturbed(how, clock.millis()));
        }
        return disturbed;
    }
}
