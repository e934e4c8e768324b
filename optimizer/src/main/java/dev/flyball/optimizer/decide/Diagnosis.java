package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Figure;
import dev.flyball.schemas.OptimizationRequest;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an endpoint, and the numbers that say so.
 *
 * @param namespace of the cache that the trouble comes through; null when it does not come through one
 * @param figure what has to get better
 * @param words a full sentence with the numbers
 */
public record Diagnosis(Symptom symptom, @Nullable String namespace, Figure figure, String words) {

    /** Looks at what the requests of the alert's window had to do with the cache. */
    public static Diagnosis of(OptimizationRequest request) {
        return switch (request.alert().kind()) {
            case ERROR -> new ErrorDiagnosis(request.metrics()).diagnose();
            case LATENCY ->
                new LatencyDiagnosis(
                                request.metrics(),
                                Figure.ofLatency(request.alert().metric()))
                        .diagnose();
            case THROUGHPUT, SILENCE, RESOURCE ->
                new Diagnosis(
                        Symptom.NOT_A_CACHE_MATTER,
                        null,
                        Figure.THROUGHPUT,
                        "The rule " + request.alert().rule()
                                + " is about neither errors nor response times, and a cache"
                                + " cannot do anything about the rest.");
        };
    }
}
