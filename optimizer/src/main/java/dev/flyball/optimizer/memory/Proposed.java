package dev.flyball.optimizer.memory;

import dev.flyball.schemas.OptimizationResult;
import java.time.Instant;
import java.util.List;

/**
 * A run that waits for approval.
 *
 * @param shortage as it was proposed
 * @param until when it is too late to approve, epoch milliseconds
 */
record Proposed(Shortage shortage, long until) {
    String id() {
        return shortage.id();
    }

    boolean isOver(long nowMs) {
        return nowMs >= until;
    }

    /** That nobody has answered in time. */
    String late() {
        return "Nobody approved it until " + Instant.ofEpochMilli(until) + ".";
    }

    /** That it is not done. */
    OptimizationResult declined(String why, long nowMs) {
        return shortage.declined(nowMs, List.of(), why);
    }
}
