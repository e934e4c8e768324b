package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.OptimizationRequest;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an endpoint, and the numbers that say so.
 *
 * @param namespace of the cache that the trouble comes through; null when it does not come through one
 * @param objective what has to get better
 * @param words a full sentence with the numbers
 */
public record Diagnosis(Symptom symptom, @Nullable String namespace, Objective objective, String words) {

    /** Looks at what the requests of the alert's window had to do with the cache. */
    public static Diagnosis of(OptimizationRequest request) {
        return switch (request.alert().kind()) {
            case ERROR -> new ErrorDiagnosis(request.metrics()).diagnose();
            case LATENCY -> new LatencyDiagnosis(request.alert(), request.metrics()).diagnose();
            case THROUGHPUT, SILENCE, RESOURCE -> new LoadDiagnosis(request.alert(), request.metrics()).diagnose();
        };
    }
}
