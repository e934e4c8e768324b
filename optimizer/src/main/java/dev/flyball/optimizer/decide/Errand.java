package dev.flyball.optimizer.decide;

import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Verdict;
import java.util.Objects;

/**
 * A call of the user's own service: what it is told, as it is sent, and kept until there is an answer.
 *
 * @param id the same for the same request, however often it is sent
 * @param symptom what is wrong, such as {@code slow-elsewhere}
 * @param reason the same with the numbers, in words
 * @param request with the alert and the metrics
 * @param startedAt epoch milliseconds
 */
public record Errand(String id, String symptom, String reason, OptimizationRequest request, long startedAt) {
    private static final String STRATEGY = new Webhook().name();

    private static final String CAVEAT =
            " What it did cannot be compared with anything, so whether it helped, nobody can say.";

    public Errand {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(symptom, "symptom");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(request, "request");
    }

    static Errand of(OptimizationRequest request, Diagnosis diagnosis, String reason, long now) {
        return new Errand(
                ActionId.of(request, STRATEGY), diagnosis.symptom().label(), reason, withoutSketches(request), now);
    }

    public OptimizationResult started() {
        return report().started(reason, startedAt);
    }

    /** @param words how it was answered */
    public OptimizationResult answered(String words, long at) {
        return report().finished(null, Verdict.INCONCLUSIVE, words + CAVEAT, at);
    }

    /** @param words why it was not answered */
    public OptimizationResult failed(String words, long at) {
        return report().finished(null, Verdict.INVALID, words, at);
    }

    private Report report() {
        return new Report(request, id, STRATEGY);
    }

    private static OptimizationRequest withoutSketches(OptimizationRequest request) {
        return new OptimizationRequest(
                request.schemaVersion(),
                request.id(),
                request.timestamp(),
                request.service(),
                request.endpoint(),
                request.attempt(),
                request.alert(),
                request.metrics().withoutSketches());
    }
}
