package dev.flyball.cli.demo;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Evidence;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.ResponseTime;
import dev.flyball.schemas.Severity;
import java.util.List;
import java.util.Map;

/** Events as processor and optimizer would publish them. */
final class Events {
    static final String PRODUCTS = "GET /api/products/{id}";
    static final String CATEGORIES = "GET /api/categories/{id}";

    private Events() {}

    static Alert alert(String id, String endpoint, AlertState state, long firedAt) {
        return new Alert(
                1,
                id,
                "errors",
                AlertKind.ERROR,
                "storefront",
                endpoint,
                state,
                firedAt - 2_000,
                state == AlertState.PENDING ? null : firedAt,
                state == AlertState.RESOLVED ? firedAt + 20_000 : null,
                Severity.CRITICAL,
                Metric.ERROR_RATE,
                0.332,
                0.4,
                0.05,
                new Evidence(0, 10_000, 600, 200L, 0.05, 0.3, null),
                List.of(),
                Map.of(),
                1);
    }

    static OptimizationResult result(String alert, String endpoint, Phase phase, long timestamp) {
        return new OptimizationResult(
                1,
                "a-" + alert,
                "invalidate",
                phase,
                timestamp,
                "r-1",
                alert,
                "storefront",
                endpoint,
                "products",
                "200 of 520 hits failed",
                null,
                null,
                null,
                null,
                Map.of());
    }

    static EndpointMetrics window(String endpoint, long start, double errorRate, double p95) {
        return new EndpointMetrics(
                1,
                "storefront",
                endpoint,
                start,
                start + 10_000,
                0,
                600,
                (long) (600 * errorRate),
                errorRate,
                60,
                new ResponseTime(20, 1, 2 * p95, p95 / 5, p95 / 2, p95, 1.5 * p95, 1.8 * p95),
                42,
                null,
                List.of(),
                List.of(),
                0,
                null,
                null);
    }

    /** The same window with both arms of an action: nothing fails on the treated one, half on the other. */
    static EndpointMetrics withArms(EndpointMetrics window, String tag) {
        return new EndpointMetrics(
                1,
                window.service(),
                window.endpoint(),
                window.windowStart(),
                window.windowEnd(),
                0,
                window.count(),
                window.errors(),
                window.errorRate(),
                window.throughput(),
                window.responseTime(),
                window.concurrentUsers(),
                null,
                List.of(),
                List.of(
                        new ArmMetrics(tag, Arm.CONTROL, 540, 270, 0, window.responseTime(), null),
                        new ArmMetrics(tag, Arm.TREATED, 60, 0, 0, window.responseTime(), null)),
                0,
                null,
                null);
    }
}
