package dev.flyball.benchmarks.optimizer;

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
import dev.flyball.schemas.Freeze;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OutcomeMetrics;
import dev.flyball.schemas.ResponseTime;
import dev.flyball.schemas.Severity;
import dev.flyball.schemas.Sketches;
import dev.flyball.schemas.sketch.LatencySketch;
import dev.flyball.schemas.sketch.UserSketch;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Windows and requests of endpoints that each read a namespace of their own, as the processor would write them. */
final class Troubles {
    private static final int REQUESTS = 100;
    private static final ResponseTime TIMES = new ResponseTime(40, 1, 300, 30, 80, 120, 200, 290);

    private final String latency = sketch(REQUESTS);
    /** An arm whose sketch is of other requests than those that it counts is not believed. */
    private final String treated = sketch(REQUESTS / 10);

    private final String control = sketch(REQUESTS * 9 / 10);
    private final String users = Base64.getEncoder().encodeToString(new UserSketch().toBytes());

    static Endpoint endpoint(int number) {
        return new Endpoint("shop", "GET /pages/" + number);
    }

    static String namespace(int number) {
        return "namespace-" + number;
    }

    /**
     * @param tag of the step whose arms were measured; null for none
     */
    EndpointMetrics window(int number, long start, @Nullable String tag) {
        List<ArmMetrics> arms = tag == null
                ? List.of()
                : List.of(
                        new ArmMetrics(tag, Arm.TREATED, REQUESTS / 10, 0, 5, TIMES, treated),
                        new ArmMetrics(tag, Arm.CONTROL, REQUESTS * 9 / 10, 0, 45, TIMES, control));
        return window(number, start, start + 10_000, arms);
    }

    OptimizationRequest request(int number, long now) {
        Endpoint endpoint = endpoint(number);
        Alert alert = new Alert(
                1,
                "alert-" + number,
                "failing",
                AlertKind.ERROR,
                endpoint.service(),
                endpoint.operation(),
                AlertState.FIRING,
                now - 20_000,
                now - 10_000,
                null,
                Severity.CRITICAL,
                Metric.ERROR_RATE,
                0.4,
                0.4,
                0.05,
                new Evidence(now - 30_000, now, REQUESTS, null, null, null, null),
                List.of(),
                Map.of(),
                1);
        return new OptimizationRequest(
                1,
                "request-" + number + "-" + now,
                now,
                endpoint.service(),
                endpoint.operation(),
                1,
                alert,
                window(number, now - 30_000, now, List.of()));
    }

    private EndpointMetrics window(int number, long start, long end, List<ArmMetrics> arms) {
        Endpoint endpoint = endpoint(number);
        return new EndpointMetrics(
                1,
                endpoint.service(),
                endpoint.operation(),
                start,
                end,
                0,
                REQUESTS,
                40,
                0.4,
                REQUESTS * 1000.0 / (end - start),
                TIMES,
                50,
                null,
                List.of(new CacheMetrics(
                        namespace(number),
                        Map.of(
                                CacheOutcome.L1,
                                new OutcomeMetrics(70, 40, 2),
                                CacheOutcome.MISS,
                                new OutcomeMetrics(30, 0, 20)),
                        0.7)),
                arms,
                0,
                new Sketches(latency, users),
                null);
    }

    Freeze freeze(boolean active, long now) {
        return new Freeze(Freeze.SCHEMA_VERSION, null, active, now, null, "bench", "to see how long it takes");
    }

    private static String sketch(int requests) {
        LatencySketch sketch = new LatencySketch();
        Random random = new Random(7);
        for (int i = 0; i < requests; i++) {
            sketch.add(Math.round(40_000 * Math.exp(random.nextGaussian() / 2)));
        }
        return Base64.getEncoder().encodeToString(sketch.toBytes());
    }
}
