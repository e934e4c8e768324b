package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.action.Wording.millis;
import static dev.flyball.optimizer.action.Wording.percent;
import static java.util.Comparator.comparingDouble;

import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Metric;
import org.jspecify.annotations.Nullable;

/** Finds out whether the time goes into waiting for the origin, and why that is so much. */
record LatencyDiagnosis(Alert alert, EndpointMetrics metrics) {
    /** Misses are always slower than hits, else nobody would cache; slow are those that are so much slower. */
    private static final double MUCH_SLOWER = 3;
    /** The share of all time from which on the misses are worth a cure. */
    private static final double WORTH_IT = 0.5;

    private static final long ENOUGH_MISSES = 5;
    private static final double HIGH_HIT_RATIO = 0.8;
    /** At first the window still holds misses from before the trouble; so much of what the rule allows is slow enough. */
    private static final double SLOW_BY_ITSELF = 0.5;
    /** Most reads miss. */
    private static final double LOW_HIT_RATIO = 0.5;

    Diagnosis diagnose() {
        if (metrics.count() == 0) {
            return of(Symptom.NO_EVIDENCE, null, "There is no request in the window.");
        }
        if (metrics.cache().isEmpty()) {
            return of(
                    Symptom.NO_CACHE,
                    null,
                    "Requests take " + millis(metrics.responseTime().mean())
                            + " on average, but this endpoint does not read any cache.");
        }
        CacheMetrics slowest = metrics.cache().stream()
                .max(comparingDouble(cache -> Reads.misses(cache).totalMs()))
                .orElseThrow();
        if (waitsForOrigin(Reads.hits(slowest), Reads.misses(slowest))) {
            return ofMisses(slowest);
        }
        return hitRatio(slowest) >= HIGH_HIT_RATIO
                ? of(
                        Symptom.SLOW_AT_HIGH_HIT_RATIO,
                        null,
                        compared(slowest) + " At a hit ratio of " + percent(hitRatio(slowest))
                                + " this is not a cache problem, and to change the cache could only cost hits.")
                : of(Symptom.SLOW_ELSEWHERE, null, compared(slowest) + " The misses do not explain it.");
    }

    private Diagnosis ofMisses(CacheMetrics cache) {
        double ratio = hitRatio(cache);
        String words = compared(cache) + " The hit ratio is " + percent(ratio) + ".";
        if (isSlowByItself(Reads.misses(cache), ratio)) {
            return of(Symptom.SLOW_ORIGIN, cache.namespace(), words);
        }
        return of(ratio < LOW_HIT_RATIO ? Symptom.LOW_HIT_RATIO : Symptom.COSTLY_MISSES, cache.namespace(), words);
    }

    /** Of a rule on the mean the threshold says nothing about a single request; a low hit ratio explains that as well. */
    private boolean isSlowByItself(Reads misses, double ratio) {
        return alert.metric() == Metric.MEAN
                ? ratio >= LOW_HIT_RATIO
                : misses.meanMs() >= SLOW_BY_ITSELF * alert.threshold();
    }

    private boolean waitsForOrigin(Reads hits, Reads misses) {
        return misses.count() >= ENOUGH_MISSES
                && misses.meanMs() >= MUCH_SLOWER * hits.meanMs()
                && shareOfTime(misses) >= WORTH_IT;
    }

    private double shareOfTime(Reads reads) {
        double totalMs = metrics.count() * metrics.responseTime().mean();
        return totalMs <= 0 ? 0 : Math.min(1, reads.totalMs() / totalMs);
    }

    private static double hitRatio(CacheMetrics cache) {
        return cache.count() == 0 ? 0 : (double) Reads.hits(cache).count() / cache.count();
    }

    private String compared(CacheMetrics cache) {
        Reads hits = Reads.hits(cache);
        Reads misses = Reads.misses(cache);
        return "With namespace " + cache.namespace() + " " + misses.count() + " misses take "
                + millis(misses.meanMs()) + " on average, " + hits.count() + " hits " + millis(hits.meanMs())
                + "; the misses make up " + percent(shareOfTime(misses)) + " of the time of all requests.";
    }

    private Diagnosis of(Symptom symptom, @Nullable String namespace, String words) {
        return new Diagnosis(symptom, namespace, Objective.RESPONSE_TIME, words);
    }
}
