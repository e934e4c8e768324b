package dev.flyball.processor.rules;

import dev.flyball.processor.digest.Digest;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.ResourceUsage;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A metric as it is read off a window.
 *
 * @param lengthMs of the window, milliseconds
 */
record Reading(Metric metric, Digest window, long lengthMs) {
    /** In the unit of the metric; 0 where nothing is known. */
    double value() {
        return switch (metric) {
            case P50, P90, P95, P99, P999 -> window.latency().quantileMicros(metric.quantile()) / 1_000;
            case MEAN -> window.latency().meanMicros() / 1_000;
            case MAX -> window.latency().maxMicros() / 1_000.0;
            case ERROR_RATE -> window.errorRate();
            case THROUGHPUT -> window.count() * 1_000.0 / lengthMs;
            case USERS -> window.users();
            case CPU -> known(window.resources(), ResourceUsage::cpu);
            case MEMORY -> known(window.resources(), ResourceUsage::memory);
            case NETWORK -> known(window.resources(), ResourceUsage::network);
            case BURN_RATE -> throw new IllegalStateException("a burn rate needs an objective");
        };
    }

    /** Trace ids of the samples that are worth a look. */
    static List<String> exemplars(AlertKind kind, Digest window) {
        return kind == AlertKind.ERROR ? window.failedExemplars() : window.slowestExemplars();
    }

    private static double known(@Nullable ResourceUsage usage, Function<ResourceUsage, @Nullable Double> part) {
        Double value = usage == null ? null : part.apply(usage);
        return value == null ? 0 : value;
    }
}
