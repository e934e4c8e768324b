package dev.flyball.ingest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Names the endpoint of a request by what the framework matched, never by its path: paths come from outside, and each
 * new one would be a new endpoint.
 */
final class Routes {
    static final String UNMATCHED = "(unmatched)";

    private static final String SPRING = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY");

    private Routes() {}

    /** Such as {@code GET /api/products/{id}}, or {@code GET (unmatched)}. */
    static String endpoint(HttpServletRequest request) {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
        return method + " " + route(request);
    }

    private static String route(HttpServletRequest request) {
        Object route = request.getAttribute(FlyballFilter.ROUTE);
        if (route == null) {
            route = request.getAttribute(SPRING);
        }
        if (route == null || route.toString().isBlank()) {
            return UNMATCHED;
        }
        // Some routers write <name>; markup is not accepted in an endpoint.
        return route.toString().replace('<', '{').replace('>', '}');
    }
}
