package dev.flyball.optimizer.decide;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * When actions have begun on a namespace in the last hour.
 *
 * @param at epoch milliseconds
 */
public record Beginnings(List<Long> at) {
    public static final Beginnings NONE = new Beginnings(List.of());

    private static final long HOUR_MS = Duration.ofHours(1).toMillis();

    public Beginnings {
        at = List.copyOf(at);
    }

    /** With one more; those that are over an hour old are forgotten. */
    public Beginnings with(long now) {
        return new Beginnings(Stream.concat(at.stream().filter(begun -> isRecent(begun, now)), Stream.of(now))
                .toList());
    }

    /** How many there are in the hour before a moment. */
    public int count(long now) {
        return (int) at.stream().filter(begun -> isRecent(begun, now)).count();
    }

    /** What lies ahead counts: a clock that was set back gives no new budget. */
    private static boolean isRecent(long begun, long now) {
        return begun > now - HOUR_MS;
    }
}
