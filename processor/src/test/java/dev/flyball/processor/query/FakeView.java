package dev.flyball.processor.query;

import dev.flyball.processor.combine.Folded;
import dev.flyball.processor.rules.Explanation;
import dev.flyball.processor.rules.RuleReceipt;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.windows.Panes;
import dev.flyball.processor.windows.Retention;
import dev.flyball.schemas.Accuracy;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Evidence;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OutcomeMetrics;
import dev.flyball.schemas.Performance;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.ResponseTime;
import dev.flyball.schemas.Severity;
import dev.flyball.schemas.Sketches;
import dev.flyball.schemas.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A view that answers what a test put in. */
final class FakeView implements PerformanceView {
    static final long WINDOW_MS = 10_000;

    final List<EndpointMetrics> windows = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();
    final List<OptimizationResult> optimizations = new ArrayList<>();
    final List<Folded> folded = new ArrayList<>();
    OptionalLong clock = OptionalLong.empty();
    Health health = new Health(true, true, Map.of("streams", "RUNNING"));
    RuntimeException fault;

    @Override
    public List<EndpointMetrics> metrics(Endpoint endpoint, long fromMs, long toMs) {
        return answer(windows).stream()
                .filter(window -> window.endpointOf().equals(endpoint))
                .filter(window -> window.windowStart() >= fromMs && window.windowStart() < toMs)
                .sorted(Comparator.comparingLong(EndpointMetrics::windowStart))
                .toList();
    }

    @Override
    public List<EndpointMetrics> latest() {
        Map<Endpoint, EndpointMetrics> newest = new LinkedHashMap<>();
        answer(windows).forEach(window -> newest.put(window.endpointOf(), window));
        return List.copyOf(newest.values());
    }

    @Override
    public List<Endpoint> measured() {
        return latest().stream().map(EndpointMetrics::endpointOf).toList();
    }

    @Override
    public List<Alert> alerts() {
        return answer(alerts);
    }

    @Override
    public List<OptimizationResult> optimizations() {
        return answer(optimizations);
    }

    @Override
    public List<Folded> folded() {
        return folded;
    }

    @Override
    public RuleSet rules() {
        return answer(RuleSet.DEFAULT);
    }

    @Override
    public List<RuleReceipt> refusedRules() {
        return List.of(new RuleReceipt("broken", "not JSON", 5_000));
    }

    @Override
    public List<Explanation> explain(Endpoint endpoint) {
        return Explanation.of(
                rules(), endpoint, new Panes(Retention.of(List.of(10_000L), 0)).upTo(clock.orElse(0)), Map.of());
    }

    @Override
    public OptionalLong clock() {
        return clock;
    }

    @Override
    public Health health() {
        return health;
    }

    private <T> T answer(T value) {
        if (fault != null) {
            throw fault;
        }
        return value;
    }

    static EndpointMetrics window(String service, String operation, long startMs, double errorRate, double p95) {
        ResponseTime times = new ResponseTime(12.5, 1, 900, 10, 50, p95, 800, 890);
        return new EndpointMetrics(
                EndpointMetrics.SCHEMA_VERSION,
                service,
                operation,
                startMs,
                startMs + WINDOW_MS,
                1,
                200,
                Math.round(200 * errorRate),
                errorRate,
                20,
                times,
                17,
                new ResourceUsage(0.4, null, 120_345.0),
                List.of(new CacheMetrics("products", Map.of(CacheOutcome.L1, new OutcomeMetrics(150, 0, 0.2)), 0.75)),
                List.of(new ArmMetrics("a-19", Arm.TREATED, 100, 1, 70, times, null)),
                3,
                new Sketches("c2tldGNo", "dXNlcnM="),
                new Accuracy(0.01, 0));
    }

    static Alert alert(String service, String operation, String rule, AlertState state) {
        return new Alert(
                Alert.SCHEMA_VERSION,
                "alert-" + rule,
                rule,
                AlertKind.LATENCY,
                service,
                operation,
                state,
                1_000,
                state == AlertState.PENDING ? null : 2_000L,
                state == AlertState.RESOLVED ? 3_000L : null,
                Severity.CRITICAL,
                Metric.P999,
                812.5,
                900,
                500,
                new Evidence(0, 60_000, 1_200, 90L, 0.05, 0.061, null),
                List.of("4bf92f3577b34da6"),
                Map.of("team", "shop"),
                state == AlertState.PENDING ? null : 2);
    }

    static OptimizationResult optimization(String service, String operation, String id) {
        return new OptimizationResult(
                OptimizationResult.SCHEMA_VERSION,
                id,
                "serve-stale",
                OptimizationResult.Phase.FINISHED,
                5_000,
                "request-1",
                "alert-1",
                service,
                operation,
                "products",
                "costly misses",
                Verdict.IMPROVED,
                "concurrent-control",
                new Performance(0, 60_000, 1_200, 80, 700, 900, 0.02, 20, 0.4),
                new Performance(60_000, 120_000, 1_180, 20, 90, 200, 0, 19.6, 0.9),
                Map.of("p95", 0.87));
    }
}
