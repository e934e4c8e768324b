package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.action.Wording.seconds;

import dev.flyball.optimizer.action.Treatment;
import java.time.Duration;
import java.util.Optional;

/**
 * Values past their time are served while one caller loads: against an origin that is slow or fails.
 *
 * @param duration when it ends by itself; an alert that still fires then asks again
 */
record ServeStale(Duration duration) implements OptimizationStrategy {
    @Override
    public String name() {
        return "serve-stale";
    }

    @Override
    public Optional<Remedy> remedy(Case patient) {
        return Optional.ofNullable(patient.control())
                .map(control -> new OnKeys(
                        Treatment.servingStale(duration.toMillis()),
                        "serve stale values of namespace " + control.namespace() + " for "
                                + seconds(duration.toMillis())));
    }
}
