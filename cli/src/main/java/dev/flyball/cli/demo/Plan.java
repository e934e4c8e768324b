package dev.flyball.cli.demo;

import dev.flyball.cli.storefront.Fault;
import dev.flyball.cli.storefront.Storefront;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * An incident that the demo stages.
 *
 * @param fault what goes wrong
 * @param endpoint where it hurts, and what is done about it is looked at
 * @param well whether the endpoint's metrics are as they should be
 * @param cure who makes it well
 */
record Plan(Fault fault, Endpoint endpoint, Predicate<EndpointMetrics> well, Cure cure) {
    /** Who makes an endpoint well. */
    enum Cure {
        /** The optimizer. */
        ACTION,
        /** Time: whatever the optimizer could do would do harm, so it does nothing, and says so. */
        NO_ACTION
    }

    private static final double ALLOWED_ERROR_RATE = 0.01;
    private static final double ALLOWED_P95_MS = 500;

    /** One that the cache causes, one that it has nothing to do with, and one that it softens. */
    static final List<Plan> ALL = List.of(
            new Plan(
                    new Fault.BadDeploy(),
                    endpoint("GET /api/products/{id}"),
                    metrics -> metrics.errorRate() <= ALLOWED_ERROR_RATE,
                    Cure.ACTION),
            new Plan(
                    new Fault.SlowPartner(Duration.ofMillis(700)),
                    endpoint("GET /api/products"),
                    metrics -> metrics.responseTime().p95() <= ALLOWED_P95_MS,
                    Cure.NO_ACTION),
            new Plan(
                    new Fault.SlowDatabase(Duration.ofMillis(900)),
                    endpoint("GET /api/categories/{id}"),
                    metrics -> metrics.responseTime().p95() <= ALLOWED_P95_MS,
                    Cure.ACTION));

    private static Endpoint endpoint(String operation) {
        return new Endpoint(Storefront.SERVICE, operation);
    }
}
