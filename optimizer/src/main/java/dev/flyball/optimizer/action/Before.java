package dev.flyball.optimizer.action;

import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Performance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of an endpoint at the moment of its request for help. */
public final class Before {
    private Before() {}

    /**
     * @param namespace whose hit ratio is told; null for that of all namespaces together
     */
    public static Performance of(EndpointMetrics metrics, @Nullable String namespace) {
        List<CacheMetrics> cache = metrics.cache().stream()
                .filter(one -> namespace == null || one.namespace().equals(namespace))
                .toList();
        long reads = cache.stream().mapToLong(CacheMetrics::count).sum();
        long hits = cache.stream().mapToLong(Before::hits).sum();
        return new Performance(
                metrics.windowStart(),
                metrics.windowEnd(),
                metrics.count(),
                metrics.responseTime().mean(),
                metrics.responseTime().p95(),
                metrics.responseTime().p99(),
                metrics.errorRate(),
                metrics.throughput(),
                reads == 0 ? 0 : (double) hits / reads);
    }

    private static long hits(CacheMetrics cache) {
        return cache.outcomes().entrySet().stream()
                .filter(outcome -> outcome.getKey().isHit())
                .mapToLong(outcome -> outcome.getValue().count())
                .sum();
    }
}
