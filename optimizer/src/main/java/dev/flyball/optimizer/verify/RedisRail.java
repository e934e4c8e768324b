package dev.flyball.optimizer.verify;

import static dev.flyball.optimizer.verify.Words.percent;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The guard rail of Redis: while an action runs, its memory must not run out, and its answers must not become slow. Redis
 * has no control group, so a breach says that it is no time for experiments, and nothing of what the action did.
 *
 * @param first what it was like when the action began; null if it has not told yet
 * @param last what it was like lately
 * @param strained how often in a row it was much worse than at first
 * @param away whether there were looks at which it told nothing
 */
public record RedisRail(@Nullable Pulse first, @Nullable Pulse last, int strained, boolean away) {
    /** Nobody has looked yet. */
    public static final RedisRail NONE = new RedisRail(null, null, 0, false);

    /** Nearly nothing is left. A cache that evicts is full all the time, so it also has to have grown. */
    private static final double FULL = 0.9;

    private static final double GROWN = 0.02;

    /** So slow that apps feel it, and not as it was. */
    private static final double SLOW_MS = 10;

    private static final double SLOWER = 3;

    /** One bad moment is a fork, or a slow command of somebody else. */
    private static final int IN_A_ROW = 2;

    /** After another look. The same pulse counts once, and none says nothing. */
    public RedisRail with(Optional<Pulse> felt) {
        if (felt.isEmpty()) {
            return new RedisRail(first, last, strained, true);
        }
        Pulse now = felt.get();
        if (last == null || first == null) {
            return new RedisRail(now, now, 0, away);
        }
        if (now.at() == last.at()) {
            return this;
        }
        return new RedisRail(first, now, isFull(first, now) || isSlow(first, now) ? strained + 1 : 0, away);
    }

    /** Why the action must end, as full sentences; empty as long as it need not. */
    public Optional<String> breach() {
        if (strained < IN_A_ROW || first == null || last == null) {
            return Optional.empty();
        }
        return Optional.of((isFull(first, last)
                        ? "Redis uses " + percent(last.memory()) + " of its memory, after " + percent(first.memory())
                        : "Redis takes " + millis(last.latencyMs()) + " for an answer, after "
                                + millis(first.latencyMs()))
                + " when this began. It has no control group, so that says nothing of the effect.");
    }

    /** What is known of it, as a full sentence. */
    public String words() {
        if (first == null || last == null) {
            return "Redis told nothing meanwhile, so it could not be guarded.";
        }
        return "Redis meanwhile: memory " + percent(first.memory()) + " to " + percent(last.memory()) + ", answers "
                + millis(first.latencyMs()) + " to " + millis(last.latencyMs())
                + (away ? "; at times it told nothing." : ".");
    }

    private static boolean isFull(Pulse first, Pulse now) {
        return now.memory() >= FULL && now.memory() >= first.memory() + GROWN;
    }

    private static boolean isSlow(Pulse first, Pulse now) {
        return now.latencyMs() >= SLOW_MS && now.latencyMs() >= SLOWER * first.latencyMs();
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
