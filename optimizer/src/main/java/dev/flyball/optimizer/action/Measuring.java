package dev.flyball.optimizer.action;

import static dev.flyball.optimizer.action.Wording.seconds;

import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Performance;
import dev.flyball.schemas.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The change is made, and windows after it are collected until they hold enough requests for a verdict.
 *
 * @param windows those that count, at most one revision of each
 */
public record Measuring(Action action, List<Window> windows) implements Progress {
    /** More than fit between a change and its deadline; bounds the state whatever comes in. */
    private static final int MAX_WINDOWS = 100;

    public Measuring {
        windows = List.copyOf(windows);
    }

    @Override
    public Progress on(EndpointMetrics metrics) {
        Optional<Window> window =
                metrics.windowStart() < action.measureFrom() || metrics.windowEnd() > action.deadline()
                        ? Optional.empty()
                        : Window.of(metrics, action.namespace());
        return window.map(this::with).orElse(this).at(metrics.windowEnd());
    }

    @Override
    public Progress at(long now) {
        boolean isLast = now > action.deadline();
        Performance after = Window.merge(windows);
        if (after.count() < action.minSamples()) {
            return isLast ? unjudged(after, now) : this;
        }
        Effect effect = new Effect(action.figure(), action.before(), after);
        return effect.verdict() == Verdict.INCONCLUSIVE && !isLast ? this : judged(effect);
    }

    private Measuring with(Window window) {
        List<Window> next = new ArrayList<>(windows);
        if (next.stream().anyMatch(known -> known.start() == window.start() && known.revision() > window.revision())) {
            return this;
        }
        next.removeIf(known -> known.start() == window.start());
        next.add(window);
        return next.size() > MAX_WINDOWS ? this : new Measuring(action, next);
    }

    private Finished judged(Effect effect) {
        Performance after = effect.after();
        return new Finished(action, effect.verdict(), after, effect.improvements(), effect.words(), after.to());
    }

    private Finished unjudged(Performance after, long now) {
        String reason = "Only " + after.count() + " requests were seen within "
                + seconds(action.deadline() - action.startedAt()) + " of the action, fewer than the "
                + action.minSamples() + " that a verdict needs.";
        return new Finished(action, Verdict.INCONCLUSIVE, after, Map.of(), reason, now);
    }
}
