package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.decide.Act;
import dev.flyball.optimizer.decide.Decider;
import dev.flyball.optimizer.decide.Decision;
import dev.flyball.optimizer.decide.Pending;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionCommand;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Does what people order about the actions of its namespaces, answers each command, and ends proposals that nobody has
 * answered in time. A repeated command finds nothing left to do, so it is not remembered.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class ObeyCommands implements Processor<String, @Nullable NamespaceEvent, String, Object> {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Decider decider;
    private final Policy policy;
    private final InstantSource clock;
    private TaskMemory memory;
    private Outlet outlet;
    private Ledger ledger;

    ObeyCommands(Decider decider, Policy policy, InstantSource clock) {
        this.decider = decider;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        memory = new TaskMemory(context);
        outlet = new Outlet(context);
        ledger = new Ledger(memory, outlet, policy);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, time -> endProposals());
    }

    @Override
    public void process(Record<String, @Nullable NamespaceEvent> record) {
        ActionCommand command = record.value() == null ? null : record.value().command();
        if (command == null) {
            return;
        }
        long now = clock.millis();
        ActionAnswer answer = switch (command.order()) {
            case APPROVE -> approve(command, now);
            case REJECT -> reject(command, now);
            case ROLLBACK -> rollBack(command, now);
        };
        outlet.answer(answer);
        outlet.hurry();
    }

    private ActionAnswer approve(ActionCommand command, long now) {
        Optional<Pending> pending = pending(command, now);
        if (pending.isEmpty()) {
            return notProposed(command, now);
        }
        String words = "Approved by " + command.by() + ": " + command.reason() + ".";
        Decision decision = decider.approved(pending.get(), words, memory, now);
        if (decision instanceof Act act) {
            memory.forget(pending.get());
            ledger.begin(act, now);
            return ActionAnswer.to(command, true, "It has begun. " + act.what().reason(), now);
        }
        String reason = decision.result().reason();
        if (decision.kind().equals(Decider.CHANGED)) {
            memory.forget(pending.get());
            outlet.publish(pending.get().action().declined(words + " " + reason, now));
            return ActionAnswer.to(command, false, "It does not begin, and is not proposed any more. " + reason, now);
        }
        return ActionAnswer.to(command, false, "It does not begin now, and can be approved later. " + reason, now);
    }

    private ActionAnswer reject(ActionCommand command, long now) {
        Optional<Pending> pending = pending(command, now);
        if (pending.isEmpty()) {
            return notProposed(command, now);
        }
        memory.forget(pending.get());
        Rest previous = memory.rest(command.namespace()).orElse(null);
        memory.keep(command.namespace(), Rest.rejected(pending.get().action(), previous, now, policy.cooldown()));
        String words = "Rejected by " + command.by() + ": " + command.reason() + ".";
        outlet.publish(pending.get().action().declined(words, now));
        return ActionAnswer.to(command, true, words, now);
    }

    private ActionAnswer rollBack(ActionCommand command, long now) {
        Owned owned = memory.owned(command.namespace());
        if (owned == null || !owned.running().action().id().equals(command.action())) {
            return ActionAnswer.to(
                    command,
                    false,
                    "No action " + command.action() + " is running on namespace " + command.namespace() + ".",
                    now);
        }
        String words = "Rolled back by " + command.by() + ": " + command.reason() + ".";
        ledger.conclude(owned.running().rolledBack(words, now));
        return ActionAnswer.to(command, true, words, now);
    }

    private Optional<Pending> pending(ActionCommand command, long now) {
        return memory.pending(command.namespace())
                .filter(pending -> pending.action().id().equals(command.action()) && !pending.isOver(now));
    }

    private static ActionAnswer notProposed(ActionCommand command, long now) {
        return ActionAnswer.to(
                command,
                false,
                "No action " + command.action() + " waits for approval on namespace " + command.namespace() + ".",
                now);
    }

    private void endProposals() {
        long now = clock.millis();
        for (Pending pending : memory.allPending()) {
            if (pending.isOver(now)) {
                memory.forget(pending);
                outlet.publish(pending.expired(now));
            }
        }
    }
}
