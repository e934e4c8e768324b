package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Treatment;
import dev.flyball.schemas.CacheTuning;
import java.time.Duration;
import java.util.Optional;

/**
 * The apps load what is read often anew well before it expires: against misses of hot keys. It cannot help keys that are
 * read once in their lifetime.
 */
record Prefetch() implements OptimizationStrategy {
    /** The draw of XFetch: at 8 a key that is read all the time is loaded some 8 times the cost of a load too early. */
    private static final double BETA = 8;

    private static final Duration LASTS = Duration.ofMinutes(30);

    @Override
    public String name() {
        return "prefetch";
    }

    @Override
    public Optional<Remedy> remedy(Case patient) {
        return Optional.ofNullable(patient.control())
                .map(control -> new OnKeys(
                        Treatment.tuning(CacheTuning.ofEarlyRefresh(BETA), LASTS.toMillis()),
                        "load hot keys of namespace " + control.namespace() + " before they expire, for "
                                + LASTS.toMinutes() + " min"));
    }
}
