package dev.flyball.cli.demo;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A staged incident, and what has been seen of its cure: an alert, an action for it, and the recovery. */
final class Incident {
    private final Plan plan;
    private final long startedMs;

    private @Nullable String alert;
    private @Nullable Long actedMs;
    private boolean resolved;
    private boolean wellAgain;

    /** @param startedMs when the fault began, epoch milliseconds */
    Incident(Plan plan, long startedMs) {
        this.plan = plan;
        this.startedMs = startedMs;
    }

    Plan plan() {
        return plan;
    }

    long startedMs() {
        return startedMs;
    }

    void on(Alert seen) {
        if (!seen.endpointOf().equals(plan.endpoint())) {
            return;
        }
        if (seen.state() == AlertState.FIRING && seen.firedAt() != null && seen.firedAt() >= startedMs) {
            alert = seen.id();
            resolved = false;
        } else if (seen.state() == AlertState.RESOLVED && seen.id().equals(alert)) {
            resolved = true;
        }
    }

    void on(OptimizationResult seen) {
        if (actedMs == null && seen.phase() != Phase.DECLINED && seen.alert().equals(alert)) {
            actedMs = seen.timestamp();
        }
    }

    /** The newest window counts, and only one that begins after something was done. */
    void on(EndpointMetrics seen) {
        if (actedMs != null && seen.endpointOf().equals(plan.endpoint()) && seen.windowStart() >= actedMs) {
            wellAgain = plan.well().test(seen);
        }
    }

    boolean detected() {
        return alert != null;
    }

    boolean healed() {
        return missing().isEmpty();
    }

    /** What is not there yet, in words. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (alert == null) {
            missing.add("no alert has fired");
        }
        if (actedMs == null) {
            missing.add("nothing was done");
        }
        if (!resolved) {
            missing.add("no alert was resolved");
        }
        if (!wellAgain) {
            missing.add("the metrics are not back");
        }
        return missing;
    }
}
