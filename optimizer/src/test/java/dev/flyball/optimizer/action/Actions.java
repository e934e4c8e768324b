package dev.flyball.optimizer.action;

import static dev.flyball.optimizer.Traffic.PRODUCT;
import static dev.flyball.optimizer.Traffic.PRODUCTS;
import static dev.flyball.optimizer.Traffic.T0;

import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.Performance;

/** Actions of tests. */
final class Actions {
    static final Performance BEFORE = new Performance(T0 - 30_000, T0, 3_000, 400, 900, 950, 0, 100, 0.5);

    private Actions() {}

    static Action action(Objective objective, Staging staging) {
        return action("a-1", objective, staging);
    }

    static Action action(String id, Objective objective, Staging staging) {
        boolean temporary = objective == Objective.RESPONSE_TIME;
        NamespaceControl control = new NamespaceControl(PRODUCTS, null, T0);
        return new Action(
                id,
                temporary ? "serve-stale" : "invalidate",
                temporary,
                objective,
                "request-1",
                "alert-1",
                PRODUCT.service(),
                PRODUCT.operation(),
                PRODUCTS,
                temporary ? Treatment.servingStale(120_000) : Treatment.invalidating(control),
                staging,
                "testing",
                BEFORE,
                T0,
                null);
    }
}
