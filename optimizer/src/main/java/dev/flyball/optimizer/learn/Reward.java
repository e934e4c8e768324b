package dev.flyball.optimizer.learn;

import dev.flyball.optimizer.verify.Comparison;
import dev.flyball.schemas.MeasuredEffect;
import dev.flyball.schemas.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one action tells about its strategy: the difference that it made, measured against keys that were not treated.
 *
 * @param effect relative improvement, -0.5 to 0.5: one miracle must not outweigh many solid successes
 * @param variance of what the strategy does on average, as far as this action tells
 */
public record Reward(double effect, double variance) {
    static final double MOST = 0.5;

    /** What had to be taken back for another reason than this effect, such as errors, counts as that much worse. */
    private static final double HARM = -0.25;

    /** How much the effects of one strategy differ from incident to incident, as a standard deviation. */
    private static final double BETWEEN_INCIDENTS = 0.1;

    /** Empty when nothing was found out. */
    public static Optional<Reward> of(Verdict verdict, @Nullable MeasuredEffect effect) {
        if (effect == null || effect.standardError() == null || !Double.isFinite(effect.standardError())) {
            return Optional.empty();
        }
        double variance = BETWEEN_INCIDENTS * BETWEEN_INCIDENTS + effect.standardError() * effect.standardError();
        return switch (verdict) {
            case IMPROVED, NO_EFFECT -> Optional.of(new Reward(clipped(effect.improvement()), variance));
            case WORSENED ->
                Optional.of(new Reward(
                        effect.improvement() <= -Comparison.RELEVANT ? clipped(effect.improvement()) : HARM, variance));
            case INCONCLUSIVE, INVALID -> Optional.empty();
        };
    }

    private static double clipped(double improvement) {
        return Math.max(-MOST, Math.min(MOST, improvement));
    }
}
