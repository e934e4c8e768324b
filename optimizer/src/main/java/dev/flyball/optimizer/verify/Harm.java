package dev.flyball.optimizer.verify;

import static dev.flyball.optimizer.verify.Words.percent;

import java.util.Optional;

/** The guard rails: what must not get worse on treated keys while they get better in another way. */
public final class Harm {
    /** So much more of all requests failing is harm. */
    private static final double MORE_ERRORS = 0.01;
    /** The same when the keys may differ anyway, since they were not measured before. */
    private static final double MORE_ERRORS_ANYWAY = 0.05;

    private static final double SLOWER_ANYWAY = Math.log(1.5);

    /** As long as so much more may be failing, nothing is called an improvement. */
    private static final double POSSIBLE_ERRORS = 0.03;
    /** So many more of all requests going to the origin is harm. */
    private static final double MORE_LOAD = 0.3;
    /** Stopping in vain costs little, so this is less sure than a verdict. */
    private static final double ALPHA = 0.1;

    private static final SequentialBound SHARES = new SequentialBound(ALPHA, 0.2);
    private static final SequentialBound TIMES = new SequentialBound(ALPHA, 0.7);

    private Harm() {}

    /** The harm that is done, as a full sentence; empty as long as none is certain. */
    public static Optional<String> of(Comparison comparison) {
        if (!comparison.hasEnough()) {
            return Optional.empty();
        }
        return errors(comparison).or(() -> slowness(comparison)).or(() -> originLoad(comparison));
    }

    /**
     * Whether more errors are possible than anybody would take, though none are certain: no reason to stop, but one not to
     * go on.
     */
    public static boolean isPossible(Comparison comparison) {
        Estimate more = comparison.estimate(Measure.ERRORS);
        return comparison.objective() != Objective.ERROR_RATE
                && more.value() + Math.sqrt(more.variance()) > POSSIBLE_ERRORS;
    }

    private static Optional<String> errors(Comparison comparison) {
        Estimate more = comparison.estimate(Measure.ERRORS);
        return exceeds(more, SHARES, comparison.before().isEmpty() ? MORE_ERRORS_ANYWAY : MORE_ERRORS)
                ? Optional.of(percent(more.value()) + " more of the treated requests failed than of the others.")
                : Optional.empty();
    }

    private static Optional<String> slowness(Comparison comparison) {
        Estimate slower = comparison.estimate(Measure.LOG_TIME);
        double tolerable = comparison.objective().tolerableSlowness();
        return exceeds(slower, TIMES, comparison.before().isEmpty() ? Math.max(tolerable, SLOWER_ANYWAY) : tolerable)
                ? Optional.of(
                        "Treated requests took " + percent(Math.exp(slower.value()) - 1) + " longer than the others.")
                : Optional.empty();
    }

    private static Optional<String> originLoad(Comparison comparison) {
        Estimate more = comparison.estimate(Measure.ORIGIN_LOAD);
        double treated = comparison.treated().count();
        double share = treated / (treated + comparison.control().count());
        return exceeds(more, SHARES, MORE_LOAD / share)
                ? Optional.of(percent(more.value() * share) + " more of all requests went to the origin.")
                : Optional.empty();
    }

    private static boolean exceeds(Estimate more, SequentialBound bound, double limit) {
        return more.value() >= limit && more.value() > bound.halfWidth(more.variance());
    }
}
