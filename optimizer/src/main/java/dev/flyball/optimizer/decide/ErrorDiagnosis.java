package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.action.Wording.percent;
import static java.util.Comparator.comparingLong;

import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.EndpointMetrics;
import org.jspecify.annotations.Nullable;

/** Finds out on which side of the cache requests fail. */
record ErrorDiagnosis(EndpointMetrics metrics) {
    /** The share of all failed requests from which on one side of one namespace explains the trouble. */
    private static final double MOST = 0.5;

    Diagnosis diagnose() {
        if (metrics.errors() == 0) {
            return of(
                    Symptom.NO_EVIDENCE,
                    null,
                    "None of the " + metrics.count() + " requests in the window has failed.");
        }
        if (metrics.cache().isEmpty()) {
            return of(Symptom.NO_CACHE, null, failed() + " have failed, but this endpoint does not read any cache.");
        }
        CacheMetrics byHits = metrics.cache().stream()
                .max(comparingLong(cache -> Reads.hits(cache).errors()))
                .orElseThrow();
        if (explain(Reads.hits(byHits), Reads.misses(byHits))) {
            return of(Symptom.ERRORS_FROM_CACHE, byHits.namespace(), compared(byHits));
        }
        CacheMetrics byMisses = metrics.cache().stream()
                .max(comparingLong(cache -> Reads.misses(cache).errors()))
                .orElseThrow();
        return explain(Reads.misses(byMisses), Reads.hits(byMisses))
                ? of(Symptom.ERRORS_FROM_ORIGIN, byMisses.namespace(), compared(byMisses))
                : of(
                        Symptom.ERRORS_ELSEWHERE,
                        null,
                        compared(byHits) + " Neither side stands out, so the cache is not the cause.");
    }

    private boolean explain(Reads suspects, Reads others) {
        return suspects.errors() >= MOST * metrics.errors() && suspects.failMoreThan(others);
    }

    private String compared(CacheMetrics cache) {
        return failed() + " have failed; with namespace " + cache.namespace() + " " + told(Reads.hits(cache), "hits")
                + " and " + told(Reads.misses(cache), "misses") + ".";
    }

    private String failed() {
        return metrics.errors() + " of " + metrics.count() + " requests";
    }

    private static String told(Reads reads, String name) {
        return reads.errors() + " of " + reads.count() + " " + name + " (" + percent(reads.errorRate()) + ")";
    }

    private static Diagnosis of(Symptom symptom, @Nullable String namespace, String words) {
        return new Diagnosis(symptom, namespace, Objective.ERROR_RATE, words);
    }
}
