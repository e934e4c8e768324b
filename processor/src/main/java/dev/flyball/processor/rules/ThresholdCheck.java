package dev.flyball.processor.rules;

import dev.flyball.processor.digest.Digest;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.Evidence;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Rule;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides a threshold rule on a window. Quantiles and the error rate are decided on the share of bad samples and its
 * lower confidence bound, so that ten requests at night do not page and a busy endpoint need not wait; the other metrics
 * on their value.
 */
public final class ThresholdCheck {
    private ThresholdCheck() {}

    /** What the rule says of the window {@code [windowEnd - rule.windowMs, windowEnd)}, whose samples are given. */
    public static Finding decide(Rule rule, Digest window, long windowEnd) {
        return switch (rule.metric()) {
            case P50, P90, P95, P99, P999 ->
                decideShare(
                        rule,
                        window,
                        windowEnd,
                        window.latency().countAbove(Math.round(rule.threshold() * 1_000)),
                        1 - rule.metric().quantile());
            case ERROR_RATE -> decideShare(rule, window, windowEnd, window.errors(), rule.threshold());
            default -> decideValue(rule, window, windowEnd);
        };
    }

    private static Finding decideShare(Rule rule, Digest window, long windowEnd, long bad, double allowed) {
        long samples = window.count();
        boolean seems = samples > 0 && (double) bad / samples > allowed;
        // The bound lies below the share itself, so there is no need to compute it when the share is allowed.
        double bound = seems ? ProportionBound.lower(bad, samples, rule.confidence()) : 0;
        boolean holds = samples >= rule.minSamples() && bound > allowed;
        Evidence evidence = new Evidence(windowEnd - rule.windowMs(), windowEnd, samples, bad, allowed, bound);
        return new Finding(
                holds, !seems, valueOf(rule.metric(), window, rule.windowMs()), evidence, exemplars(rule, window, bad));
    }

    private static Finding decideValue(Rule rule, Digest window, long windowEnd) {
        double value = valueOf(rule.metric(), window, rule.windowMs());
        boolean above = value > rule.threshold();
        Evidence evidence = new Evidence(windowEnd - rule.windowMs(), windowEnd, window.count(), null, null, null);
        return new Finding(
                above && window.count() >= rule.minSamples(), !above, value, evidence, exemplars(rule, window, 1));
    }

    private static List<String> exemplars(Rule rule, Digest window, long bad) {
        if (bad == 0) {
            return List.of();
        }
        return rule.metric().kind() == AlertKind.ERROR ? window.failedExemplars() : window.slowestExemplars();
    }

    private static double valueOf(Metric metric, Digest window, long windowMs) {
        return switch (metric) {
            case P50, P90, P95, P99, P999 -> window.latency().quantileMicros(metric.quantile()) / 1_000;
            case MEAN -> window.latency().meanMicros() / 1_000;
            case MAX -> window.latency().maxMicros() / 1_000.0;
            case ERROR_RATE -> window.errorRate();
            case THROUGHPUT -> window.count() * 1_000.0 / windowMs;
            case USERS -> window.users();
            case CPU -> known(window.resources(), ResourceUsage::cpu);
            case MEMORY -> known(window.resources(), ResourceUsage::memory);
        };
    }

    private static double known(@Nullable ResourceUsage usage, Function<ResourceUsage, @Nullable Double> part) {
        Double value = usage == null ? null : part.apply(usage);
        return value == null ? 0 : value;
    }
}
