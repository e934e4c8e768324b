package dev.flyball.cli.demo;

import dev.flyball.cli.storefront.Storefront;
import dev.flyball.loadgen.scenario.Phase;
import dev.flyball.loadgen.scenario.RequestTemplate;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.scenario.Traffic;
import dev.flyball.loadgen.scenario.Variable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The traffic on the shop: a few products that many look at, and many that few look at. */
final class Shoppers {
    private static final Duration FOR_EVER = Duration.ofDays(7);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int USERS = 2_000;
    private static final int MOST_AT_ONCE = 500;
    private static final double HOT = 1.1;
    /** If everybody read the same few, the two groups of keys of an action would be too unlike to be compared soon. */
    private static final double BROWSED = 0.4;

    private static final Variable PRODUCT = new Variable.Zipf(1, 500, HOT);

    private Shoppers() {}

    /** Shoppers who never stop coming, so many a second. */
    static Scenario open(URI shop, double rate) {
        return scenario(shop, new Phase("open", FOR_EVER, new Phase.Open(rate, rate), false, List.of()));
    }

    /** More and more shoppers for a moment: the first requests to a JVM are slow. */
    static Scenario warmUp(URI shop, double rate, Duration time) {
        return scenario(shop, new Phase("warm-up", time, new Phase.Open(1, rate), true, List.of()));
    }

    private static Scenario scenario(URI shop, Phase phase) {
        return new Scenario(
                "shoppers",
                1,
                new Traffic.Http(shop, PATIENCE, Map.of(), Storefront.USER_HEADER),
                List.of(
                        get("/api/products/{id}", 40, Map.of("id", PRODUCT)),
                        get("/api/products", 15, Map.of()),
                        get("/api/categories/{id}", 20, Map.of("id", new Variable.Zipf(0, 19, BROWSED))),
                        request(
                                "GET /api/search",
                                "GET",
                                "/api/search?q={words}",
                                null,
                                10,
                                Map.of("words", new Variable.Zipf(10, 40, BROWSED))),
                        get("/api/cart/{customer}", 10, Map.of("customer", new Variable.Zipf(1, USERS, HOT))),
                        request(
                                "POST /api/orders",
                                "POST",
                                "/api/orders",
                                "{\"user\":\"u-{customer}\",\"product\":{id},\"quantity\":1}",
                                5,
                                Map.of("customer", new Variable.Zipf(1, USERS, HOT), "id", PRODUCT))),
                USERS,
                Scenario.Arrivals.POISSON,
                MOST_AT_ONCE,
                null,
                List.of(phase));
    }

    private static RequestTemplate get(String route, double weight, Map<String, Variable> variables) {
        return request("GET " + route, "GET", route, null, weight, variables);
    }

    private static RequestTemplate request(
            String endpoint,
            String method,
            String path,
            @Nullable String body,
            double weight,
            Map<String, Variable> variables) {
        return new RequestTemplate(endpoint, method, path, body, weight, variables, Set.of(), null);
    }
}
