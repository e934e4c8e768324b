package dev.flyball.processor.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many instances of a service the optimizer recommends, as gauges for whoever runs them. A recommendation holds for a
 * while and is told again while it is needed; then the gauge has no number, and nobody should follow it.
 */
final class Recommendations {
    /** Twice as long as until it is told again. */
    private static final Duration HOLDS = Duration.ofMinutes(10);
    /** Services that get a gauge: the name comes over the wire. */
    private static final int MOST = 20;

    private final MeterRegistry registry;
    private final InstantSource wallClock;
    private final ConcurrentMap<String, Recommendation> newest = new ConcurrentHashMap<>();

    private record Recommendation(int instances, long at) {}

    Recommendations(MeterRegistry registry, InstantSource wallClock) {
        this.registry = registry;
        this.wallClock = wallClock;
    }

    void add(String service, int instances, long at) {
        if (newest.size() >= MOST && !newest.containsKey(service)) {
            return;
        }
        Recommendation last = newest.put(service, new Recommendation(instances, at));
        if (last == null) {
            Gauge.builder("flyball.desired.instances", () -> value(service))
                    .description("Instances that the optimizer recommends, as long as it does")
                    .tag("service", service)
                    .register(registry);
        }
    }

    private double value(String service) {
        Recommendation last = newest.get(service);
        return last != null && wallClock.millis() - last.at() < HOLDS.toMillis() ? last.instances() : Double.NaN;
    }
}
