package dev.flyball.processor.rules;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.windows.Tally;
import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Evidence;
import dev.flyball.schemas.Metric;
import java.util.List;

/**
 * Decides whether a metric lies above its threshold: quantiles and the error rate by the {@link Share} of bad samples,
 * the other metrics by their value.
 */
record ThresholdCheck(Condition.Threshold condition) implements Check {
    @Override
    public Finding decide(Windows windows) {
        Digest window = windows.last(condition.windowMs());
        double threshold = condition.threshold();
        Metric metric = condition.metric();
        if (metric.isQuantile()) {
            long slower = window.latency().countAbove(limitMicros());
            return decideShare(windows, window, "share above the threshold", slower, 1 - metric.quantile());
        }
        return metric == Metric.ERROR_RATE
                ? decideShare(windows, window, "share of failures", window.errors(), threshold)
                : decideValue(windows, window);
    }

    @Override
    public Chance chance(Windows windows) {
        Tally tally = windows.tallyLast(condition.windowMs(), limitMicros());
        if (tally.samples() < condition.minSamples()) {
            return Chance.NONE;
        }
        Metric metric = condition.metric();
        if (metric.isQuantile()) {
            return chance(tally.slow(), tally.samples(), 1 - metric.quantile());
        }
        return metric == Metric.ERROR_RATE
                ? chance(tally.failed(), tally.samples(), condition.threshold())
                : Chance.NOW;
    }

    private static Chance chance(long bad, long samples, double allowed) {
        return Share.isTooHigh(bad, samples, allowed) ? Chance.NOW : bad == 0 ? Chance.NONE : Chance.LATER;
    }

    private long limitMicros() {
        return condition.metric().isQuantile() ? Math.round(condition.threshold() * 1_000) : Long.MAX_VALUE;
    }

    private Finding decideShare(Windows windows, Digest window, String what, long bad, double allowed) {
        Share share = Share.of(bad, window.count(), allowed, condition.confidence());
        Gate enough = Gate.atLeast("samples", window.count(), condition.minSamples());
        Gate high = Gate.above(what, share.counted(), allowed);
        Gate proven = Gate.above("its lower bound", share.bound(), allowed);
        return new Finding(
                enough.passes() && proven.passes(),
                !share.isTooHigh(),
                value(window),
                condition.threshold(),
                share.evidence(windows.boundaryMs() - condition.windowMs(), windows.boundaryMs(), null),
                bad == 0 ? List.of() : Reading.exemplars(condition.metric().kind(), window),
                List.of(enough, high, proven));
    }

    private Finding decideValue(Windows windows, Digest window) {
        Gate enough = Gate.atLeast("samples", window.count(), condition.minSamples());
        Gate high = Gate.above("value", value(window), condition.threshold());
        long now = windows.boundaryMs();
        return new Finding(
                enough.passes() && high.passes(),
                !high.passes(),
                high.value(),
                condition.threshold(),
                new Evidence(now - condition.windowMs(), now, window.count(), null, null, null, null),
                Reading.exemplars(condition.metric().kind(), window),
                List.of(enough, high));
    }

    private double value(Digest window) {
        return new Reading(condition.metric(), window, condition.windowMs()).value();
    }
}
