package dev.flyball.optimizer.decide;

import java.time.Duration;
import java.util.Optional;

/** The apps hold half as much in their memory for a while: against memory that runs out. Redis has it still. */
record ShrinkL1() implements OptimizationStrategy {
    private static final double SHARE = 0.5;
    private static final Duration LASTS = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "shrink-l1";
    }

    @Override
    public Optional<Remedy> remedy(Case patient) {
        return Optional.ofNullable(patient.control())
                .map(control -> new OnMemory(
                        SHARE,
                        LASTS,
                        "halve what apps hold of namespace " + control.namespace() + " in memory for "
                                + LASTS.toMinutes() + " min"));
    }
}
