package dev.flyball.optimizer.topology;

import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OutcomeMetrics;
import org.jspecify.annotations.Nullable;

/** What an event must not claim, since the arithmetic behind it would go wrong. */
final class Plausible {
    /** The year 2109. */
    private static final long LAST_MS = 1L << 42;

    private static final long LARGEST_COUNT = 1L << 48;
    private static final long LARGEST_VERSION = 1L << 60;
    private static final int LONGEST_NAME = 500;

    private Plausible() {}

    static void check(OptimizationRequest request) {
        name("service", request.service());
        name("endpoint", request.endpoint());
        range("timestamp", request.timestamp(), LAST_MS);
        check(request.metrics());
        require(
                request.endpointOf().equals(request.alert().endpointOf())
                        && request.endpointOf().equals(request.metrics().endpointOf()),
                "a request, its alert and its metrics are of one endpoint");
        require(request.alert().metric() != null, "an alert has a metric");
    }

    static void check(EndpointMetrics metrics) {
        metrics.endpointOf();
        range("windowEnd", metrics.windowEnd(), LAST_MS);
        range("windowStart", metrics.windowStart(), metrics.windowEnd() - 1);
        range("count", metrics.count(), LARGEST_COUNT);
        range("errors", metrics.errors(), metrics.count());
        number("errorRate", metrics.errorRate());
        number("throughput", metrics.throughput());
        number("mean", metrics.responseTime().mean());
        number("p95", metrics.responseTime().p95());
        number("p99", metrics.responseTime().p99());
        metrics.cache().forEach(Plausible::check);
        metrics.arms().forEach(Plausible::check);
    }

    static void check(CacheControl control) {
        range("version", control.version(), LARGEST_VERSION);
        range("minFresh", control.minFresh(), LARGEST_VERSION);
        range("minUsable", control.minUsable(), LARGEST_VERSION);
        range("until", control.until(), Long.MAX_VALUE);
    }

    static void check(ActionScore score) {
        name("strategy", score.strategy());
        name("symptom", score.symptom());
        range("partition", score.partition(), Integer.MAX_VALUE);
        range("tries", score.tries(), LARGEST_COUNT);
        number("weight", score.weight());
        require(Math.abs(score.effect()) <= 1, "effect is from -1 to 1, not " + score.effect());
        range("timestamp", score.timestamp(), LAST_MS);
    }

    private static void check(ArmMetrics arm) {
        name("action", arm.action());
        range("count", arm.count(), LARGEST_COUNT);
        range("errors", arm.errors(), arm.count());
        range("hits", arm.hits(), arm.count());
    }

    private static void check(CacheMetrics cache) {
        name("namespace", cache.namespace());
        for (OutcomeMetrics outcome : cache.outcomes().values()) {
            range("count", outcome.count(), LARGEST_COUNT);
            range("errors", outcome.errors(), outcome.count());
            number("meanMs", outcome.meanMs());
        }
    }

    private static void name(String field, @Nullable String value) {
        require(
                value != null && !value.isEmpty() && value.length() <= LONGEST_NAME,
                field + " has 1 to " + LONGEST_NAME + " characters");
    }

    private static void range(String field, long value, long largest) {
        require(value >= 0 && value <= largest, field + " is from 0 to " + largest + ", not " + value);
    }

    private static void number(String field, double value) {
        require(value >= 0 && Double.isFinite(value), field + " is 0 or more, not " + value);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("not plausible: " + rule);
        }
    }
}
