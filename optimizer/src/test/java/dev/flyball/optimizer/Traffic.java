package dev.flyball.optimizer;

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
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OutcomeMetrics;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.ResponseTime;
import dev.flyball.schemas.Severity;
import dev.flyball.schemas.Sketches;
import dev.flyball.schemas.sketch.InstanceSketch;
import dev.flyball.schemas.sketch.LatencySketch;
import dev.flyball.schemas.sketch.UserSketch;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one endpoint that read one namespace, from which the events about them are made. Built up by outcome, each
 * with its count, failures and response time.
 */
public final class Traffic {
    /** A multiple of 10 s. */
    public static final long T0 = 1_763_836_800_000L;

    public static final Endpoint PRODUCT = new Endpoint("storefront", "GET /api/products/{id}");
    public static final String PRODUCTS = "products";

    private final Map<CacheOutcome, OutcomeMetrics> outcomes = new EnumMap<>(CacheOutcome.class);
    private final LatencySketch latency = new LatencySketch();
    private final List<ArmMetrics> arms = new ArrayList<>();
    private Endpoint endpoint = PRODUCT;
    private String namespace = PRODUCTS;
    private boolean cached = true;
    private boolean sketched = true;
    private @Nullable ResourceUsage resources;
    private @Nullable Integer instances;
    private final InstanceSketch answering = new InstanceSketch();
    private @Nullable Metric metric;
    private double value = 1;
    private double threshold = 1;

    public static Traffic of(Endpoint endpoint) {
        Traffic traffic = new Traffic();
        traffic.endpoint = endpoint;
        return traffic;
    }

    public static Traffic traffic() {
        return new Traffic();
    }

    public Traffic with(CacheOutcome outcome, long count, long errors, double ms) {
        outcomes.put(outcome, new OutcomeMetrics(count, errors, ms));
        for (long i = 0; i < count; i++) {
            latency.add(Math.round(ms * 1000));
        }
        return this;
    }

    /** As many requests of an arm, with response times around a middle one: half as long to twice as long. */
    public Traffic arm(String tag, Arm arm, int count, int errors, double ms) {
        LatencySketch times = new LatencySketch();
        for (int i = 0; i < count; i++) {
            times.add(Math.round(1000 * ms * Math.pow(2, 2.0 * (i + 0.5) / count - 1)));
        }
        return arm(tag, arm, errors, count - errors, times);
    }

    public Traffic arm(String tag, Arm arm, int errors, int hits, LatencySketch times) {
        arms.add(new ArmMetrics(tag, arm, times.count(), errors, hits, ResponseTime.NONE, base64(times.toBytes())));
        return this;
    }

    public Traffic in(String otherNamespace) {
        namespace = otherNamespace;
        return this;
    }

    /** The alert's metric is so high, and the rule allows less. */
    public Traffic above(Metric other, double now, double allowed) {
        metric = other;
        value = now;
        threshold = allowed;
        return this;
    }

    public Traffic from(int processes, @Nullable ResourceUsage usage) {
        instances = processes;
        resources = usage;
        return this;
    }

    /** Processes by name. */
    public Traffic answeredBy(Iterable<String> names) {
        names.forEach(answering::add);
        return this;
    }

    public Traffic withoutCache() {
        cached = false;
        return this;
    }

    public Traffic withoutSketches() {
        sketched = false;
        return this;
    }

    /** A fifth of the reads spoiled by what is in the cache. */
    public static Traffic brokenCache() {
        return traffic().with(CacheOutcome.L1, 200, 60, 2).with(CacheOutcome.MISS, 40, 0, 20);
    }

    public static Traffic slowOrigin() {
        return traffic().with(CacheOutcome.L2, 80, 0, 5).with(CacheOutcome.MISS, 20, 0, 900);
    }

    public static Traffic healthy() {
        return traffic().with(CacheOutcome.L1, 180, 0, 2).with(CacheOutcome.MISS, 20, 0, 20);
    }

    /** All these requests in a window. */
    public EndpointMetrics window(long start, long end, int revision) {
        long count = sum(true);
        long errors = sum(false);
        List<CacheMetrics> cache = new ArrayList<>();
        if (cached && (count > 0 || !arms.isEmpty())) {
            cache.add(new CacheMetrics(namespace, outcomes, 0));
        }
        return new EndpointMetrics(
                1,
                endpoint.service(),
                endpoint.operation(),
                start,
                end,
                revision,
                count,
                errors,
                count == 0 ? 0 : (double) errors / count,
                count * 1000.0 / (end - start),
                responseTime(),
                10,
                resources,
                cache,
                arms,
                0,
                sketched
                        ? new Sketches(
                                base64(latency.toBytes()),
                                base64(new UserSketch().toBytes()),
                                answering.count() == 0 ? null : base64(answering.toBytes()))
                        : null,
                null,
                instances);
    }

    /** In the window of 10 s that starts so many seconds after {@link #T0}. */
    public EndpointMetrics windowAt(int second) {
        return window(T0 + second * 1000L, T0 + second * 1000L + 10_000, 0);
    }

    /** A request for help at so many seconds after {@link #T0}, with these requests in its window. */
    public OptimizationRequest asksFor(AlertKind kind, int second) {
        return asksFor(kind, "alert-1", second);
    }

    public OptimizationRequest asksFor(AlertKind kind, String alert, int second) {
        long at = T0 + second * 1000L;
        return new OptimizationRequest(
                1,
                alert + "/" + second,
                at,
                endpoint.service(),
                endpoint.operation(),
                1,
                alert(kind, alert, at),
                window(at - 30_000, at, 0));
    }

    private Alert alert(AlertKind kind, String id, long at) {
        return new Alert(
                1,
                id,
                kind == AlertKind.ERROR ? "failing" : "slow",
                kind,
                endpoint.service(),
                endpoint.operation(),
                AlertState.FIRING,
                at - 20_000,
                at - 10_000,
                null,
                Severity.WARNING,
                metric != null ? metric : kind == AlertKind.ERROR ? Metric.ERROR_RATE : Metric.P95,
                value,
                value,
                threshold,
                new Evidence(at - 30_000, at, 100, null, null, null, null),
                List.of(),
                Map.of(),
                1);
    }

    private long sum(boolean all) {
        return outcomes.values().stream()
                .mapToLong(outcome -> all ? outcome.count() : outcome.errors())
                .sum();
    }

    private ResponseTime responseTime() {
        return new ResponseTime(
                latency.meanMicros() / 1000,
                latency.minMicros() / 1000.0,
                latency.maxMicros() / 1000.0,
                latency.quantileMicros(0.5) / 1000,
                latency.quantileMicros(0.9) / 1000,
                latency.quantileMicros(0.95) / 1000,
                latency.quantileMicros(0.99) / 1000,
                latency.quantileMicros(0.999) / 1000);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
