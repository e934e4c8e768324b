package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.action.Treatment;
import java.util.Set;

/** Nothing that the cache holds today is served again: against wrong values. It costs hits, so never against slowness. */
public record Invalidate() implements OptimizationStrategy {
    @Override
    public String name() {
        return "invalidate";
    }

    @Override
    public Set<Symptom> answers() {
        return Set.of(Symptom.ERRORS_FROM_CACHE);
    }

    @Override
    public boolean temporary() {
        return false;
    }

    @Override
    public String words(String namespace) {
        return "invalidate namespace " + namespace;
    }

    @Override
    public Treatment treatment(NamespaceControl control) {
        return Treatment.invalidating(control);
    }
}
