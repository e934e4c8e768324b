package dev.flyball.optimizer.action;

import dev.flyball.optimizer.learn.Reward;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.Verdict;
import java.util.Optional;

/**
 * The effect is known, or never will be.
 *
 * @param number of the step after the last one
 * @param at epoch milliseconds
 */
public record Finished(Action action, Verdict verdict, int number, Figures figures, String reason, long at)
        implements Progress {

    @Override
    public Progress on(EndpointMetrics metrics, long now) {
        return this;
    }

    /**
     * The control record that gives the change to all keys if it helps, and else takes it back. What somebody else has
     * ordered meanwhile stays.
     */
    public Optional<CacheControl> steer(NamespaceControl control) {
        if (!control.isBy(action)) {
            return Optional.empty();
        }
        return Optional.of(
                verdict == Verdict.IMPROVED
                        ? control.treatingAll(action.treatment(), action.tag(number), action.reason())
                        : control.normal(action.tag(number), "Taken back. " + reason));
    }

    /** What it tells about its strategy; empty when nothing was found out. */
    public Optional<Reward> reward() {
        return Reward.of(verdict, figures.effect());
    }

    /** When the change ends by itself, epoch milliseconds. */
    long endsAt() {
        return at + action.treatment().lastsMs();
    }

    public OptimizationResult result() {
        return action.tell(Phase.FINISHED, at, reason, figures);
    }
}
