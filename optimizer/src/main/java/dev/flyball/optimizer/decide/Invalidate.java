package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Treatment;
import java.util.Optional;

/**
 * What the cache holds today is not fresh any more: against wrong values. It costs hits, so never against slowness. The
 * numbers name a namespace, and never a tag or a pattern, so it is always the namespace as a whole.
 *
 * @param soft whether an old value is served while somebody loads it anew: spares those who wait, at the price of more
 *     errors
 */
record Invalidate(boolean soft) implements OptimizationStrategy {
    @Override
    public String name() {
        return soft ? "invalidate-soft" : "invalidate";
    }

    @Override
    public Optional<Remedy> remedy(Case patient) {
        return Optional.ofNullable(patient.control())
                .map(control -> new OnKeys(
                        soft ? Treatment.invalidatingSoftly(control) : Treatment.invalidating(control),
                        "invalidate namespace " + control.namespace() + (soft ? " softly" : "")));
    }
}
