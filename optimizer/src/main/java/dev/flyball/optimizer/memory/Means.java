package dev.flyball.optimizer.memory;

import dev.flyball.schemas.ReliefStep;
import java.util.Optional;

/** Something that can be done for a server that is short of memory. */
sealed interface Means permits SweepDead, EvictCold, ScaleTtl, Purge {
    /** The name in results, such as {@code evict-cold}. */
    String name();

    /** What would come of it, as far as that is known before. */
    ReliefStep forecast();

    /** Does it; empty if there turned out to be nothing to do. */
    Optional<ReliefStep> apply(Workbench bench);

    /** Whether it is of use if enough memory is free already. */
    default boolean isOfUseWithEnough() {
        return false;
    }
}
