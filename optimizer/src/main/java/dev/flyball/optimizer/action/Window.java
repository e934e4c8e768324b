package dev.flyball.optimizer.action;

import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Performance;
import dev.flyball.schemas.sketch.LatencySketch;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What of one window of endpoint metrics is needed to merge it with others.
 *
 * @param start first millisecond, epoch
 * @param end first millisecond after it, epoch
 * @param revision the highest one counts
 * @param sketch latency sketch, base64: quantiles cannot be averaged, sketches merge without loss
 * @param reads of the namespace that was acted on
 * @param hits among the reads
 */
record Window(long start, long end, int revision, long count, long errors, String sketch, long reads, long hits) {

    /** Empty when the sketch is missing or broken: such a window cannot be merged with others. */
    static Optional<Window> of(EndpointMetrics metrics, String namespace) {
        if (metrics.sketches() == null || metrics.sketches().responseTime() == null) {
            return Optional.empty();
        }
        String sketch = metrics.sketches().responseTime();
        try {
            decode(sketch);
        } catch (IllegalArgumentException | MalformedBytesException e) {
            return Optional.empty();
        }
        List<CacheMetrics> cache = metrics.cache().stream()
                .filter(one -> one.namespace().equals(namespace))
                .toList();
        return Optional.of(new Window(
                metrics.windowStart(),
                metrics.windowEnd(),
                metrics.revision(),
                metrics.count(),
                metrics.errors(),
                sketch,
                cache.stream().mapToLong(CacheMetrics::count).sum(),
                cache.stream().mapToLong(Window::hits).sum()));
    }

    /** The figures of all windows together; the throughput is that of the time they cover, without the gaps. */
    static Performance merge(List<Window> windows) {
        LatencySketch latency = new LatencySketch();
        windows.forEach(window -> latency.merge(decode(window.sketch)));
        long count = windows.stream().mapToLong(Window::count).sum();
        long errors = windows.stream().mapToLong(Window::errors).sum();
        long covered =
                windows.stream().mapToLong(window -> window.end - window.start).sum();
        long reads = windows.stream().mapToLong(Window::reads).sum();
        long hits = windows.stream().mapToLong(Window::hits).sum();
        return new Performance(
                windows.stream().mapToLong(Window::start).min().orElse(0),
                windows.stream().mapToLong(Window::end).max().orElse(0),
                count,
                latency.meanMicros() / 1000,
                latency.quantileMicros(0.95) / 1000,
                latency.quantileMicros(0.99) / 1000,
                ratio(errors, count),
                covered == 0 ? 0 : count * 1000.0 / covered,
                ratio(hits, reads));
    }

    static long hits(CacheMetrics cache) {
        return cache.outcomes().entrySet().stream()
                .filter(outcome -> outcome.getKey().isHit())
                .mapToLong(outcome -> outcome.getValue().count())
                .sum();
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static LatencySketch decode(String base64) {
        return LatencySketch.ofBytes(Base64.getDecoder().decode(base64));
    }
}
