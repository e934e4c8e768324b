package dev.flyball.cache;

import java.time.Duration;
import java.util.Optional;

/**
 * How a client stands with Redis and the control log.
 *
 * @param state how far the control log is known
 * @param controlLag how old the last proof is that all of the log has been read: nothing older can be missing; zero
 *     without a log, and empty before the first proof
 * @param redisHeldBack whether requests are kept away from Redis, since it failed
 * @param redisFailures failed requests to Redis
 * @param malformedControls records on the control log that were no control records
 */
public record ClientStats(
        ControlState state,
        Optional<Duration> controlLag,
        boolean redisHeldBack,
        long redisFailures,
        long malformedControls) {}
