package dev.flyball.cli;

import dev.flyball.loadgen.report.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a load run has to meet.
 *
 * @param maxP95Ms largest 95th percentile of the response time, milliseconds
 * @param maxErrorRate largest share of failed requests, 0 to 1
 */
record Thresholds(Optional<Double> maxP95Ms, Optional<Double> maxErrorRate) {
    /** Those that were not met, in words. */
    List<String> missedBy(Result result) {
        List<String> missed = new ArrayList<>();
        double p95 = result.responseTimeMs().p95();
        double errorRate = 1 - result.successRate();
        maxP95Ms.filter(max -> p95 > max)
                .ifPresent(max -> missed.add(String.format(
                        Locale.ROOT, "threshold missed: p95 is %.1f ms, above --max-p95 %.1f", p95, max)));
        maxErrorRate
                .filter(max -> errorRate > max)
                .ifPresent(max -> missed.add(String.format(
                        Locale.ROOT,
                        "threshold missed: the error rate is %.4f, above --max-error-rate %.4f",
                        errorRate,
                        max)));
        return missed;
    }
}
