package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Scaling;
import java.time.Duration;
import java.util.Optional;

/**
 * Somebody else should do something.
 *
 * @param at epoch milliseconds
 */
public record Recommend(OptimizationRequest request, String strategy, Scaling scaling, String reason, long at)
        implements Decision {
    @Override
    public Optional<Action> action() {
        return Optional.empty();
    }

    /** So often the same number is told again, for those who forget it after a while. */
    private static final long TOLD_AGAIN_MS = Duration.ofMinutes(5).toMillis();

    /** Another one for each number, so that the same one is told once in a while. */
    @Override
    public String kind() {
        return "recommend-" + scaling.desired() + "-" + at / TOLD_AGAIN_MS;
    }

    @Override
    public OptimizationResult result() {
        return Report.of(request, strategy).recommended(scaling, reason, at);
    }
}
