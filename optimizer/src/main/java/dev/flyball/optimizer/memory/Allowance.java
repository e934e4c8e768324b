package dev.flyball.optimizer.memory;

import dev.flyball.optimizer.decide.Mode;
import java.util.Set;

/**
 * What may be done at a moment.
 *
 * @param mode what may be done without being asked
 * @param frozenNamespaces not touched now
 */
public record Allowance(Mode mode, Set<String> frozenNamespaces) {
    /** Nothing, and nothing is said either. */
    public static final Allowance NONE = of(Mode.OFF);

    public Allowance {
        frozenNamespaces = Set.copyOf(frozenNamespaces);
    }

    /** Of a mode, with nothing frozen. */
    public static Allowance of(Mode mode) {
        return new Allowance(mode, Set.of());
    }
}
