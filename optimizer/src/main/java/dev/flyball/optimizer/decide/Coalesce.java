package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Treatment;
import dev.flyball.schemas.CacheTuning;
import java.time.Duration;
import java.util.Optional;

/**
 * Who wants a key that is being loaded waits three times as long for that load, here and in other processes, before he
 * gives up or loads it himself: against loads that are so slow that the same ones run several times.
 */
record Coalesce() implements OptimizationStrategy {
    private static final double SCALE = 3;
    private static final Duration LASTS = Duration.ofMinutes(30);

    @Override
    public String name() {
        return "coalesce";
    }

    @Override
    public Optional<Remedy> remedy(Case patient) {
        return Optional.ofNullable(patient.control())
                .map(control -> new OnKeys(
                        Treatment.tuning(CacheTuning.ofLoadTimeoutScale(SCALE), LASTS.toMillis()),
                        "wait three times as long for loads of namespace " + control.namespace()
                                + " instead of repeating them, for " + LASTS.toMinutes() + " min"));
    }
}
