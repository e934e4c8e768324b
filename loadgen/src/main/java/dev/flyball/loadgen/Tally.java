package dev.flyball.loadgen;

import dev.flyball.loadgen.report.Quantiles;
import dev.flyball.loadgen.report.Result;
import dev.flyball.loadgen.scenario.RequestTemplate;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts and times of some part of a run while it goes on. Not thread-safe: {@link Scoreboard} guards it. */
final class Tally {
    private static final long LONGEST_MICROS = Duration.ofHours(1).toNanos() / 1_000;
    private static final int DIGITS = 3;

    private final Histogram responseTime = new Histogram(LONGEST_MICROS, DIGITS);
    private final Histogram serviceTime = new Histogram(LONGEST_MICROS, DIGITS);
    private final Histogram scheduleLag = new Histogram(LONGEST_MICROS, DIGITS);
    private final Map<String, Long> errors = new TreeMap<>();
    private long sent;
    private long succeeded;
    private long failed;
    private long unsent;

    void unsent() {
        unsent++;
    }

    void sent(long lagNanos) {
        sent++;
        record(scheduleLag, lagNanos);
    }

    void ended(RequestTemplate template, Outcome outcome, long responseNanos, long serviceNanos) {
        record(responseTime, responseNanos);
        record(serviceTime, serviceNanos);
        if (outcome.isSuccess(template)) {
            succeeded++;
        } else {
            failed++;
            errors.merge(outcome.errorKind(), 1L, Long::sum);
        }
    }

    void add(Tally other) {
        responseTime.add(other.responseTime);
        serviceTime.add(other.serviceTime);
        scheduleLag.add(other.scheduleLag);
        other.errors.forEach((kind, count) -> errors.merge(kind, count, Long::sum));
        sent += other.sent;
        succeeded += other.succeeded;
        failed += other.failed;
        unsent += other.unsent;
    }

    Result result(long elapsedNanos) {
        return new Result(
                sent,
                succeeded,
                failed,
                unsent,
                sent == 0 ? 1 : (double) succeeded / sent,
                elapsedNanos <= 0 ? 0 : Math.round(sent * 1e12 / elapsedNanos) / 1e3,
                new TreeMap<>(errors),
                Quantiles.of(responseTime),
                Quantiles.of(serviceTime),
                Quantiles.of(scheduleLag));
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.max(0, Math.min(LONGEST_MICROS, nanos / 1_000)));
    }
}
