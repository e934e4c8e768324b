package dev.flyball.optimizer.memory;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.sweep.Sweep;
import dev.flyball.schemas.ReliefStep;
import java.util.Optional;

/** Removes values that were invalidated, and that nobody would serve: they take memory until their time is over. */
record SweepDead(ControlTable table, Reach reach) implements Means {
    static final String NAME = "sweep-dead";

    private static final String WORDS = "values of the cache that were invalidated and are served to nobody";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ReliefStep forecast() {
        return new ReliefStep(NAME, "would remove " + WORDS, 0, null, 0);
    }

    @Override
    public Optional<ReliefStep> apply(Workbench bench) {
        Sweep dead = Sweep.deadEpochs(table, bench.nowMs()).protecting(reach.protectedPrefixes());
        return Optional.of(bench.sweep(NAME, dead, "removed " + WORDS));
    }
}
