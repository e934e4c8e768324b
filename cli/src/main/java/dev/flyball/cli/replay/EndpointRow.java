package dev.flyball.cli.replay;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The windows of one endpoint, summed up. Those that can still be corrected are kept. */
public final class EndpointRow {
    private final Endpoint endpoint;
    private final long keptMs;
    private final NavigableMap<Long, EndpointMetrics> correctable = new TreeMap<>();
    private Sums sums = new Sums(0, 0, 0, 0);

    /** Of windows that nothing changes any more. */
    private record Sums(long windows, long count, long errors, double worstP95) {
        Sums plus(EndpointMetrics window) {
            return new Sums(
                    windows + 1,
                    count + window.count(),
                    errors + window.errors(),
                    Math.max(worstP95, window.responseTime().p95()));
        }
    }

    /** @param keptMs how long after its end a window may be corrected, milliseconds */
    EndpointRow(Endpoint endpoint, long keptMs) {
        this.endpoint = endpoint;
        this.keptMs = keptMs;
    }

    void add(EndpointMetrics window) {
        correctable.put(window.windowStart(), window.withoutSketches());
        NavigableMap<Long, EndpointMetrics> settled =
                correctable.headMap(correctable.lastEntry().getValue().windowStart() - keptMs, false);
        settled.values().forEach(one -> sums = sums.plus(one));
        settled.clear();
    }

    /** Takes all as settled. */
    EndpointRow settle() {
        correctable.values().forEach(one -> sums = sums.plus(one));
        correctable.clear();
        return this;
    }

    public String endpoint() {
        return endpoint.toString();
    }

    public long windows() {
        return sums.windows;
    }

    public long count() {
        return sums.count;
    }

    /** Share of failed requests, 0 to 1. */
    public double errorRate() {
        return sums.count == 0 ? 0 : (double) sums.errors / sums.count;
    }

    /** Highest 95th percentile of a window, milliseconds. */
    public double worstP95() {
        return sums.worstP95;
    }
}
