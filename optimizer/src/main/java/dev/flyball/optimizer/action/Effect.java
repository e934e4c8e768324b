package dev.flyball.optimizer.action;

import dev.flyball.schemas.Performance;
import dev.flyball.schemas.Verdict;
import java.util.Map;

/**
 * How an endpoint did after an action, compared with before it. That is no proof: an alert picks a bad moment, and after a
 * bad moment a better one is likely anyway. Hence the method is told along with the verdict.
 */
record Effect(Figure figure, Performance before, Performance after) {
    static final String METHOD = "before-after";

    /** Less than this is no effect, either way. */
    private static final double RELEVANT = 0.10;
    /** So much more of all requests failing is never an improvement. */
    private static final double MORE_ERRORS = 0.01;

    Verdict verdict() {
        if (costsErrors()) {
            return Verdict.WORSENED;
        }
        double improvement = figure.improvement(before, after);
        if (improvement >= RELEVANT) {
            return Verdict.IMPROVED;
        }
        return improvement <= -RELEVANT ? Verdict.WORSENED : Verdict.NO_EFFECT;
    }

    Map<String, Double> improvements() {
        return Figure.improvements(before, after);
    }

    String words() {
        String errors = costsErrors() ? "; " + Figure.ERROR_RATE.change(before, after) : "";
        return "The " + figure.change(before, after) + errors + ", over " + after.count() + " requests after and "
                + before.count() + " before; compared in time only, so other causes are not excluded.";
    }

    private boolean costsErrors() {
        return figure != Figure.ERROR_RATE && after.errorRate() - before.errorRate() > MORE_ERRORS;
    }
}
