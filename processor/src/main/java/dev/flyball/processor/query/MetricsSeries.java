package dev.flyball.processor.query;

import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.ResponseTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint did over a time range, window by window.
 *
 * @param from first millisecond of the range, epoch
 * @param to first millisecond after it, epoch
 * @param total windows in the range; when it is more than the series has, the oldest ones are left out
 * @param series oldest first
 */
record MetricsSeries(String service, String endpoint, long from, long to, int total, List<Point> series) {
    static MetricsSeries of(Endpoint endpoint, TimeRange range, List<EndpointMetrics> windows, int limit) {
        List<Point> newest = windows.stream()
                .skip(Math.max(0, windows.size() - limit))
                .map(Point::of)
                .toList();
        return new MetricsSeries(
                endpoint.service(), endpoint.operation(), range.fromMs(), range.toMs(), windows.size(), newest);
    }

    /**
     * One window.
     *
     * @param timestamp first millisecond of the window, epoch
     * @param windowEnd first millisecond after it, epoch
     * @param responseTime mean response time, milliseconds
     * @param percentiles the other figures of the response time, milliseconds
     */
    record Point(
            long timestamp,
            long windowEnd,
            String endpoint,
            double responseTime,
            double errorRate,
            double throughput,
            long concurrentUsers,
            @Nullable ResourceUsage resourceUsage,
            long count,
            long errors,
            Percentiles percentiles,
            List<CacheMetrics> cache,
            List<ArmMetrics> arms,
            int revision,
            long late) {
        static Point of(EndpointMetrics window) {
            return new Point(
                    window.windowStart(),
                    window.windowEnd(),
                    window.endpoint(),
                    window.responseTime().mean(),
                    window.errorRate(),
                    window.throughput(),
                    window.concurrentUsers(),
                    window.resourceUsage(),
                    window.count(),
                    window.errors(),
                    Percentiles.of(window.responseTime()),
                    window.cache(),
                    window.arms(),
                    window.revision(),
                    window.late());
        }
    }

    /** How the response times of a window are spread, milliseconds. */
    record Percentiles(double min, double p50, double p90, double p95, double p99, double p999, double max) {
        static Percentiles of(ResponseTime time) {
            return new Percentiles(time.min(), time.p50(), time.p90(), time.p95(), time.p99(), time.p999(), time.max());
        }
    }
}
