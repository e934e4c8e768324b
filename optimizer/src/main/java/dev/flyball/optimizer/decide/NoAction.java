package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.learn.Selector;
import java.util.Optional;

/** Does nothing, where all else would do harm or miss the cause. */
record NoAction() implements OptimizationStrategy {
    static final String NAME = Selector.NO_ACTION;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Remedy> remedy(Case patient) {
        return Optional.empty();
    }
}
