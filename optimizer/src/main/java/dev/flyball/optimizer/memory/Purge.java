package dev.flyball.optimizer.memory;

import dev.flyball.optimizer.action.Wording;
import dev.flyball.schemas.ReliefStep;
import java.util.Optional;

/**
 * Gives what the allocator holds for nothing back to the system. Readers wait meanwhile, so only where much is held; and
 * only jemalloc can.
 */
record Purge() implements Means {
    private static final String NAME = "purge";
    private static final double WASTEFUL = 1.5;
    private static final long WORTH_IT = 64L << 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ReliefStep forecast() {
        return new ReliefStep(NAME, "would give free memory back to the system, if much is held then", 0, null, 0);
    }

    @Override
    public boolean isOfUseWithEnough() {
        return true;
    }

    @Override
    public Optional<ReliefStep> apply(Workbench bench) {
        Reading before = bench.read();
        long held = before.memory().resident() - before.memory().used();
        if (!before.memory().allocator().startsWith("jemalloc")
                || before.memory().fragmentation() < WASTEFUL
                || held < WORTH_IT) {
            return Optional.empty();
        }
        long tookMs = bench.purge();
        long back = before.memory().resident() - bench.read().memory().resident();
        return Optional.of(new ReliefStep(
                NAME,
                "had " + Wording.bytes(held) + " of free memory given back to the system, "
                        + Wording.bytes(Math.max(0, back)) + " of which it got",
                0,
                Math.max(0, back),
                tookMs));
    }
}
