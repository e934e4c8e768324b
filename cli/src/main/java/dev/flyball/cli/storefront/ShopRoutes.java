package dev.flyball.cli.storefront;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.ingest.FlyballFilter;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shop over HTTP. */
final class ShopRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ShopRoutes.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Shop shop;

    ShopRoutes(Shop shop) {
        this.shop = shop;
    }

    void addTo(RoutesConfig routes) {
        routes.beforeMatched(ShopRoutes::nameRoute);
        routes.get("/api/products", context -> context.json(shop.newest()));
        routes.get("/api/products/{id}", context -> context.json(shop.product(id(context))));
        routes.get("/api/categories/{id}", context -> context.json(shop.category(id(context))));
        routes.get("/api/search", context -> context.json(shop.search(words(context))));
        routes.get("/api/cart/{user}", context -> context.json(shop.cart(context.pathParam("user"))));
        routes.post("/api/orders", this::order);
        routes.exception(NotFoundException.class, (fault, context) -> problem(context, 404, fault.getMessage()));
        routes.exception(IllegalArgumentException.class, (fault, context) -> problem(context, 400, fault.getMessage()));
        routes.exception(
                HttpResponseException.class,
                (fault, context) -> problem(context, fault.getStatus(), fault.getMessage()));
        routes.exception(Exception.class, ShopRoutes::broken);
    }

    /** Samples go by the route, not by the path: each product would else be an endpoint of its own. */
    private static void nameRoute(Context context) {
        var matched = context.endpoints().matchedHttpEndpoint();
        if (matched != null) {
            context.attribute(FlyballFilter.ROUTE, matched.path);
        }
    }

    private void order(Context context) {
        Order order;
        try {
            order = JSON.readValue(context.body(), Order.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body is no order: {user, product, quantity}", e);
        }
        context.status(201).json(Map.of("order", shop.order(order)));
    }

    private static long id(Context context) {
        try {
            return Long.parseLong(context.pathParam("id"));
        } catch (NumberFormatException e) {
            throw new NotFoundException("an id is a number");
        }
    }

    private static String words(Context context) {
        String words = context.queryParam("q");
        if (words == null || words.isBlank() || words.length() > 100) {
            throw new IllegalArgumentException("q must be 1 to 100 characters");
        }
        return words;
    }

    private static void broken(Exception fault, Context context) {
        LOG.debug("{} {} failed", context.method(), context.path(), fault);
        problem(context, 500, fault.getMessage());
    }

    private static void problem(Context context, int status, @Nullable String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("status", status);
        problem.put("detail", detail == null ? "" : detail);
        context.status(status).json(problem).contentType("application/problem+json");
    }
}
