package dev.flyball.optimizer.action;

import dev.flyball.schemas.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A namespace is left alone for a while after an action. What did not help is repeated ever more rarely.
 *
 * @param action id of the action that was last
 * @param verdict on it; null when it was proposed and rejected
 * @param failures actions in a row that did not help
 * @param until epoch milliseconds
 */
public record Rest(String action, @Nullable Verdict verdict, int failures, long until) {
    private static final int MAX_DOUBLINGS = 20;

    /** After a proposal that somebody has rejected; what failed before is not forgotten. */
    public static Rest rejected(Action action, @Nullable Rest previous, long now, Duration cooldown) {
        int failures = previous == null ? 0 : previous.failures;
        return new Rest(action.id(), null, failures, now + cooldown.toMillis());
    }

    /** Whether what was done has helped. */
    public boolean helped() {
        return verdict == Verdict.IMPROVED;
    }

    /** How the action ended, to follow 'which'. */
    public String ended() {
        return verdict == null ? "was rejected" : "ended " + verdict;
    }

    /**
     * @param previous the rest before, null for none
     * @param cooldown the shortest one
     * @param longest no rest is longer, however often it was doubled
     */
    public static Rest after(Finished finished, @Nullable Rest previous, Duration cooldown, Duration longest) {
        Verdict verdict = finished.verdict();
        boolean failed = verdict == Verdict.NO_EFFECT || verdict == Verdict.WORSENED;
        int failures = failed ? (previous == null ? 1 : previous.failures + 1) : 0;
        return new Rest(finished.action().id(), verdict, failures, end(finished, failures, cooldown, longest));
    }

    private static long end(Finished finished, int failures, Duration cooldown, Duration longest) {
        if (finished.verdict() == Verdict.IMPROVED && finished.action().temporary()) {
            // What helps may be renewed as soon as it has ended by itself.
            return finished.endsAt();
        }
        long doubled = cooldown.toMillis() << Math.min(failures, MAX_DOUBLINGS);
        return finished.at() + Math.min(doubled, longest.toMillis());
    }
}
