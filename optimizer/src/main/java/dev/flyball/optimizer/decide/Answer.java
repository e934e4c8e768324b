package dev.flyball.optimizer.decide;

import dev.flyball.schemas.OptimizationRequest;

/**
 * The last answer to a rule's requests for an endpoint: what was answered is not answered again, and what was said is not
 * repeated.
 *
 * @param alert id of the alert
 * @param timestamp event time of the request, epoch milliseconds
 * @param kind of the decision
 */
public record Answer(String alert, long timestamp, String kind) {
    public static Answer of(OptimizationRequest request, Decision decision) {
        return new Answer(request.alert().id(), request.timestamp(), decision.kind());
    }

    /** Whether the request, or a later one of the same rule and endpoint, was answered already. */
    public boolean covers(OptimizationRequest request) {
        return request.timestamp() <= timestamp;
    }

    /** Whether telling the next answer would tell nothing new. */
    public boolean says(Answer next) {
        return alert.equals(next.alert) && kind.equals(next.kind);
    }
}
