package dev.flyball.optimizer.verify;

import dev.flyball.schemas.MeasuredEffect;
import dev.flyball.schemas.Verdict;
import dev.flyball.schemas.sketch.LatencySketch;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The treated keys against the others: the difference while they are treated, minus the one that there was before, when
 * nobody was. What hits all keys alike cancels, and so does what makes the two groups differ anyway.
 *
 * @param before windows in which both groups were measured and none treated
 * @param during windows of the treatment
 * @param minSamples requests that each arm needs, before and during
 */
public record Comparison(Objective objective, List<ArmsWindow> before, List<ArmsWindow> during, long minSamples) {
    /** How sure a verdict is, however often one has looked: wrong in one direction in at most 1 of 50 cases. */
    public static final double CONFIDENCE = 0.96;

    /** Less than this is no effect, either way. */
    public static final double RELEVANT = 0.10;

    /** An effect that the time before has to be known well enough for. */
    private static final double WORTH_FINDING = 0.3;

    private static final double FEW = 5;

    public Comparison {
        before = List.copyOf(before);
        during = List.copyOf(during);
    }

    /** Whether both arms had requests enough while they were treated. */
    public boolean hasEnough() {
        return Math.min(treated().count(), control().count()) >= minSamples;
    }

    /** Whether what is known of the time before would not hide an effect that is worth finding. */
    public boolean isReady() {
        Estimate standing = Contrast.of(before, objective.measure());
        double least = objective == Objective.RESPONSE_TIME
                ? -Math.log(1 - WORTH_FINDING)
                : WORTH_FINDING * objective.share(ArmsWindow.sum(before, ArmsWindow::control));
        return bound().halfWidth(standing.variance()) <= 0.55 * least;
    }

    /** What is certain already; empty as long as nothing is. */
    public Optional<Verdict> verdict() {
        if (!hasEnough()) {
            return Optional.empty();
        }
        MeasuredEffect effect = effect();
        if (effect.upper() < 0 && effect.improvement() <= -RELEVANT) {
            return Optional.of(Verdict.WORSENED);
        }
        if (effect.lower() > 0 && effect.improvement() >= RELEVANT && isExactlySo(effect.looks())) {
            return Optional.of(Verdict.IMPROVED);
        }
        return effect.upper() < RELEVANT ? Optional.of(Verdict.NO_EFFECT) : Optional.empty();
    }

    /** The effect as far as it is known; without bounds as long as it is not. */
    public MeasuredEffect effect() {
        Estimate estimate = estimate(objective.measure());
        double halfWidth = bound().halfWidth(estimate.variance());
        return new MeasuredEffect(
                objective.field(),
                improvement(estimate.value()),
                improvement(estimate.value() + halfWidth),
                improvement(estimate.value() - halfWidth),
                CONFIDENCE,
                during.size(),
                standardError(estimate));
    }

    public ArmTotals treated() {
        return ArmsWindow.sum(during, ArmsWindow::treated);
    }

    public ArmTotals control() {
        return ArmsWindow.sum(during, ArmsWindow::control);
    }

    /** The response times of treated keys. */
    public LatencySketch treatedLatency() {
        return ArmsWindow.latency(during, ArmsWindow::treated);
    }

    /** The response times of the other keys. */
    public LatencySketch controlLatency() {
        return ArmsWindow.latency(during, ArmsWindow::control);
    }

    /** Treated minus others, and if there is a time before, minus the same of then. */
    Estimate estimate(Measure measure) {
        Estimate now = Contrast.of(during, measure);
        return before.isEmpty() ? now : now.minus(Contrast.of(before, measure));
    }

    private double improvement(double difference) {
        if (objective == Objective.RESPONSE_TIME) {
            return Math.max(-1e6, 1 - Math.exp(difference));
        }
        return Math.max(-1e6, Math.min(1, -difference / objective.share(control())));
    }

    /** By the slope of the improvement at the estimate; null when nothing is known. */
    private @Nullable Double standardError(Estimate estimate) {
        double slope =
                objective == Objective.RESPONSE_TIME ? Math.exp(estimate.value()) : 1 / objective.share(control());
        double error = slope * Math.sqrt(estimate.variance());
        return Double.isFinite(error) ? error : null;
    }

    /** Where only few errors or misses would be expected, a bell curve is no good approximation. */
    private boolean isExactlySo(int looks) {
        if (objective == Objective.RESPONSE_TIME) {
            return true;
        }
        ArmTotals treated = treated();
        ArmTotals control = control();
        double expected = treated.count() * objective.share(control);
        return expected >= FEW
                || ExactTest.fewer(objective.cases(treated), treated.count(), objective.cases(control), control.count())
                                * looks
                        <= (1 - CONFIDENCE) / 2;
    }

    private SequentialBound bound() {
        return new SequentialBound(1 - CONFIDENCE, objective.typicalEffect());
    }
}
