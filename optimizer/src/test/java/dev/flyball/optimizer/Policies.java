package dev.flyball.optimizer;

import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;

/** Policies under which a test knows what will be done. */
public final class Policies {
    private Policies() {}

    /** One strategy against errors and one against slowness, always: nothing is left to choose from or held out. */
    public static Policy invalidateOrServeStale(Mode mode) {
        return Policy.defaults()
                .withDefaultMode(mode)
                .withMode("coalesce", Mode.OFF)
                .withMode("extend-ttl", Mode.OFF)
                .withMode("prefetch", Mode.OFF)
                .withHoldOut(0);
    }
}
