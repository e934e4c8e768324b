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
    /** Two error rates that are the same differ by so many standard errors, in one direction, in 1 of 20 cases. */
    private static final double MORE_THAN_CHANCE = 1.645;

    /** Inconclusive while the difference may well be chance. */
    Verdict verdict() {
        if (costsErrors()) {
            return Verdict.WORSENED;
        }
        double improvement = figure.improvement(before, after);
        if (Math.abs(improvement) < RELEVANT) {
            return Verdict.NO_EFFECT;
        }
        if (figure == Figure.ERROR_RATE && Math.abs(standardErrors()) < MORE_THAN_CHANCE) {
            return Verdict.INCONCLUSIVE;
        }
        return improvement > 0 ? Verdict.IMPROVED : Verdict.WORSENED;
    }

    Map<String, Double> improvements() {
        return Figure.improvements(before, after);
    }

    String words() {
        String errors = costsErrors() ? "; " + Figure.ERROR_RATE.change(before, after) : "";
        String chance = verdict() == Verdict.INCONCLUSIVE ? ", which may be chance" : "";
        return "The " + figure.change(before, after) + chance + errors + ", over " + after.count()
                + " requests after and " + before.count()
                + " before; compared in time only, so other causes are not excluded.";
    }

    private boolean costsErrors() {
        return figure != Figure.ERROR_RATE
                && after.errorRate() - before.errorRate() > MORE_ERRORS
                && standardErrors() >= MORE_THAN_CHANCE;
    }

    /** How far the error rates lie apart, as the test of two proportions counts it; more errors are positive. */
    private double standardErrors() {
        double failed = before.errorRate() * before.count() + after.errorRate() * after.count();
        double pooled = failed / (before.count() + after.count());
        double variance = pooled * (1 - pooled) * (1.0 / before.count() + 1.0 / after.count());
        return variance > 0 ? (after.errorRate() - before.errorRate()) / Math.sqrt(variance) : 0;
    }
}
