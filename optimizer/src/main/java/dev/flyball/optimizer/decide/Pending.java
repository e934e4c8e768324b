package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import java.time.Instant;

/**
 * A proposal that waits for approval.
 *
 * @param action what would be done, as it was proposed
 * @param newest the newest request of the same alert: approved, the action begins by its figures
 * @param until when it is too late to approve, epoch milliseconds
 */
public record Pending(Action action, OptimizationRequest newest, long until) {
    /** Whether the request is a newer one of the same rule and endpoint. */
    public boolean isOlderThan(OptimizationRequest request) {
        return newest.alert().key().equals(request.alert().key()) && newest.timestamp() < request.timestamp();
    }

    public Pending with(OptimizationRequest request) {
        return new Pending(action, request, until);
    }

    public boolean isOver(long now) {
        return now >= until;
    }

    /** That nobody has answered in time. */
    public OptimizationResult expired(long now) {
        return action.declined("Nobody approved it until " + Instant.ofEpochMilli(until) + ".", now);
    }
}
