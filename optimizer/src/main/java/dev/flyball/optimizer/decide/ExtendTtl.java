package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Treatment;
import java.time.Duration;
import java.util.Optional;

/** Values live twice as long: against misses of what has been read before. They may be that much older, too. */
record ExtendTtl() implements OptimizationStrategy {
    private static final double SCALE = 2;
    private static final Duration LASTS = Duration.ofMinutes(30);

    @Override
    public String name() {
        return "extend-ttl";
    }

    @Override
    public Optional<Remedy> remedy(Case patient) {
        return Optional.ofNullable(patient.control())
                .map(control -> new OnKeys(
                        Treatment.stretching(SCALE, LASTS.toMillis()),
                        "let values of namespace " + control.namespace() + " live twice as long for "
                                + LASTS.toMinutes() + " min"));
    }
}
