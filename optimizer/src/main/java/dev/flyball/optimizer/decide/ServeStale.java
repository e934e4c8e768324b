package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.action.Wording.seconds;

import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.action.Treatment;
import java.time.Duration;
import java.util.Set;

/**
 * Values past their time are served while one caller loads: against an origin that is slow or fails.
 *
 * @param duration when it ends by itself; an alert that still fires then asks again
 */
public record ServeStale(Duration duration) implements OptimizationStrategy {
    @Override
    public String name() {
        return "serve-stale";
    }

    @Override
    public Set<Symptom> answers() {
        return Set.of(Symptom.SLOW_ORIGIN, Symptom.ERRORS_FROM_ORIGIN);
    }

    @Override
    public boolean temporary() {
        return true;
    }

    @Override
    public String words(String namespace) {
        return "serve stale values of namespace " + namespace + " for " + seconds(duration.toMillis());
    }

    @Override
    public Treatment treatment(NamespaceControl control) {
        return Treatment.servingStale(duration.toMillis());
    }
}
