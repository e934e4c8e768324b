package dev.flyball.optimizer.memory;

import dev.flyball.cache.log.LogView;
import dev.flyball.cache.sweep.Coldness;
import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cache.sweep.Survey;
import dev.flyball.cache.sweep.SweepFailedException;
import dev.flyball.optimizer.memory.Workbench.Clocks;
import dev.flyball.optimizer.memory.Workbench.Ending;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.ReliefStep;
import dev.flyball.schemas.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Relieves a server that is short of memory, or says how it would. Of one thread. */
record Relief(MemoryPolicy policy, Desk desk, Clocks clocks) {
    private static final int SURVEYED_KEYS = 10_000;

    /** Says what would be done. */
    void tell(Node node, Server server, Reading reading, String why) {
        Plan plan = plan(node, server, reading);
        Shortage told = Shortage.of(server, reading, plan.bigKeys());
        desk.tell(told.declined(clocks.nowMs(), plan.forecast(), why));
    }

    /** Asks whether it may be done. */
    Proposed propose(Node node, Server server, Reading reading, String id) {
        Plan plan = plan(node, server, reading);
        Shortage asked = Shortage.of(id, server, reading, plan.bigKeys());
        desk.tell(asked.proposed(plan.forecast(), policy.approvalWithin()));
        return new Proposed(asked, clocks.nowMs() + policy.approvalWithin().toMillis());
    }

    /**
     * Does it, until enough memory is free. Whatever happens, the result says how it ended.
     *
     * @param id of the run
     * @param mayGoOn whether it may go on; asked often
     * @throws NodeException if the server goes away, or refuses
     */
    void run(Node node, Server server, Reading reading, String id, BooleanSupplier mayGoOn) {
        Shortage begun = Shortage.of(id, server, reading, List.of());
        List<ReliefStep> steps = new ArrayList<>();
        try {
            Plan plan = plan(node, server, reading);
            begun = Shortage.of(id, server, reading, plan.bigKeys());
            desk.tell(begun.started(clocks.nowMs(), plan.forecast()));
            Workbench bench = bench(node, server, reading, mayGoOn, begun.id());
            apply(plan, bench, steps);
            if (steps.stream().anyMatch(step -> step.name().equals(SweepDead.NAME)) && bench.isAtEnd(SweepDead.NAME)) {
                server.sweptDead();
            }
            Reading after = Reading.of(node, policy.limit(), clocks);
            OptimizationResult result = begun.finished(after, steps, bench.ending());
            server.helped(result.verdict() == Verdict.IMPROVED);
            desk.tell(result);
        } catch (NodeException | SweepFailedException e) {
            server.helped(false);
            String why = String.valueOf(e.getMessage());
            desk.tell(begun.failed(clocks.nowMs(), steps, why));
            throw new NodeException(why, true, e);
        }
    }

    private static void apply(Plan plan, Workbench bench, List<ReliefStep> steps) {
        for (Means each : plan.means()) {
            Ending ending = bench.ending();
            if (ending == null || (ending == Ending.ENOUGH && each.isOfUseWithEnough())) {
                each.apply(bench).ifPresent(steps::add);
                bench.look();
            }
        }
    }

    private Workbench bench(Node node, Server server, Reading reading, BooleanSupplier mayGoOn, String run) {
        return new Workbench(
                node,
                policy.thresholds().enough(reading.memory()),
                policy.caution().budget(),
                mayGoOn,
                desk,
                run,
                clocks,
                server.places());
    }

    private Plan plan(Node node, Server server, Reading reading) {
        Survey survey = Survey.take(node, Coldness.toldBy(reading.info()), SURVEYED_KEYS, clocks.pause());
        long wanted = reading.memory().used() - policy.thresholds().enough(reading.memory());
        Sample sample = new Sample(survey, Math.max(0, wanted), policy, clocks.nowMs());
        return Plan.of(sample, server.level(), policy, steering(server), node.countsReadsAsUse());
    }

    private Optional<Plan.Steering> steering(Server server) {
        return desk.controls().map(view -> {
            Map<String, CacheControl> records = new HashMap<>();
            view.records().stream()
                    .filter(record -> record.tag() == null)
                    .forEach(record -> records.put(record.namespace(), record));
            // Where times to live are shortened, values die while time passes.
            boolean judges = server.mayHaveDead(orders(view))
                    || records.values().stream().anyMatch(this::shortens);
            return new Plan.Steering(view.table(), records, judges && !records.isEmpty());
        });
    }

    private boolean shortens(CacheControl record) {
        return record.ttlScale() < 1 && (record.until() == 0 || record.until() > clocks.nowMs());
    }

    /** Stands for all orders that make values dead at once. */
    private static int orders(LogView view) {
        return view.records().stream()
                .mapToInt(record ->
                        Objects.hash(record.key(), record.minFresh(), record.minUsable(), record.cohortFresh()))
                .sum();
    }
}
