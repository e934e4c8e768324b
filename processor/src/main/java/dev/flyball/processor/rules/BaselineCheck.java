package dev.flyball.processor.rules;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Evidence;
import dev.flyball.schemas.Metric;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides whether a metric is a multiple of what it was. The past gives the threshold; from there on it is decided like
 * one, but throughput, whose chance is in how many samples come at all.
 */
record BaselineCheck(Condition.Baseline condition) implements Check {
    @Override
    public Finding decide(Windows windows) {
        long pastEnd = windows.boundaryMs() - condition.agoMs();
        Digest past = windows.between(pastEnd - condition.pastMs(), pastEnd);
        Gate known = Gate.atLeast("samples in the past", past.count(), condition.minSamples());
        Finding finding = condition.metric() == Metric.THROUGHPUT
                ? decideTraffic(windows, past)
                : new ThresholdCheck(threshold(past)).decide(windows);
        return new Finding(
                known.passes() && finding.holds(),
                !known.passes() || finding.clear(),
                finding.value(),
                finding.threshold(),
                finding.threshold() / condition.factor(),
                finding.evidence(),
                finding.exemplars(),
                Stream.concat(Stream.of(known), finding.gates().stream()).toList());
    }

    private Condition.Threshold threshold(Digest past) {
        double usual = condition.metric() == Metric.ERROR_RATE
                // No failure among a hundred requests does not mean that none is usual.
                ? ProportionBound.upper(past.errors(), past.count(), condition.confidence())
                : new Reading(condition.metric(), past, condition.pastMs()).value();
        return new Condition.Threshold(
                condition.metric(),
                condition.factor() * usual,
                condition.windowMs(),
                condition.confidence(),
                condition.minSamples());
    }

    private Finding decideTraffic(Windows windows, Digest past) {
        Digest window = windows.last(condition.windowMs());
        double limit = condition.factor() * past.count() * condition.windowMs() / condition.pastMs();
        Gate seems = held("samples", window.count(), limit);
        Gate proven = held(
                condition.isTooLow() ? "their upper bound" : "their lower bound",
                condition.isTooLow()
                        ? RateBound.upper(window.count(), condition.confidence())
                        : RateBound.lower(window.count(), condition.confidence()),
                limit);
        long now = windows.boundaryMs();
        return new Finding(
                proven.passes(),
                !seems.passes(),
                window.count() * 1_000.0 / condition.windowMs(),
                limit * 1_000 / condition.windowMs(),
                new Evidence(now - condition.windowMs(), now, window.count(), null, null, null, null),
                List.of(),
                List.of(seems, proven));
    }

    private Gate held(String name, double value, double limit) {
        return condition.isTooLow() ? Gate.below(name, value, limit) : Gate.above(name, value, limit);
    }
}
