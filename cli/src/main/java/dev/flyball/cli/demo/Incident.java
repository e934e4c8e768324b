package dev.flyball.cli.demo;

import dev.flyball.cli.demo.Plan.Cure;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A staged incident, and what has been seen of its cure: an alert, what the optimizer did about it, and the recovery. */
final class Incident {
    private final Plan plan;
    private final long startedMs;

    private @Nullable String alert;
    private @Nullable Long decidedMs;
    private boolean wronglyActed;
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
        if (!seen.alert().equals(alert)) {
            return;
        }
        boolean acted = seen.phase() != Phase.DECLINED;
        wronglyActed |= acted && plan.cure() == Cure.NO_ACTION;
        if (decidedMs == null && acted == (plan.cure() == Cure.ACTION)) {
            decidedMs = seen.timestamp();
        }
    }

    /** The newest window counts, and only one that begins after it was decided what to do. */
    void on(EndpointMetrics seen) {
        if (decidedMs != null && seen.endpointOf().equals(plan.endpoint()) && seen.windowStart() >= decidedMs) {
            wellAgain = plan.well().test(seen);
        }
    }

    boolean detected() {
        return alert != null;
    }

    /** Whether the optimizer has done what is right, if it was to act, or has said that it does nothing. */
    boolean decided() {
        return decidedMs != null;
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
        if (decidedMs == null) {
            missing.add(plan.cure() == Cure.ACTION ? "nothing was done" : "nobody said that nothing is done");
        }
        if (wronglyActed) {
            missing.add("something was done that could only do harm");
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
