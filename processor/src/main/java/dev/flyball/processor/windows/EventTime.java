package dev.flyball.processor.windows;

import java.time.Duration;

/**
 * How event time is followed.
 *
 * @param allowedLateness how long samples are waited for before a pane is closed
 * @param partitionTimeout how long an input partition is waited for that is not heard while others are
 * @param tickEvery how often a tick is written to each input partition, so that time goes on without samples
 * @param history how long windows and resolved alerts can be queried
 */
public record EventTime(Duration allowedLateness, Duration partitionTimeout, Duration tickEvery, Duration history) {
    public static final EventTime DEFAULT =
            new EventTime(Duration.ofMillis(500), Duration.ofMinutes(5), Duration.ofMillis(250), Duration.ofHours(1));

    public EventTime {
        require(!allowedLateness.isNegative(), "allowedLateness must be 0 or more: " + allowedLateness);
        require(partitionTimeout.toSeconds() >= 1, "partitionTimeout must be 1 s or more: " + partitionTimeout);
        require(
                tickEvery.toMillis() >= 100 && tickEvery.toMillis() <= 60_000,
                "tickEvery must be 100 ms to 60 s: " + tickEvery);
        require(history.toMinutes() >= 1, "history must be 1 min or more: " + history);
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}
