package dev.flyball.cache;

import dev.flyball.schemas.CacheTuning;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a process waits for another one that loads the same key: up to half of the load time-out, so that there is
 * time left to load itself if the other one is slow or gone.
 *
 * @param leaseMs after this a lease that was never given back is over, and a change of a key is no longer told of; long,
 *     since nobody waits for it, but what is loaded later than that is not kept
 */
record Patience(long leaseMs, long limitMs) {
    private static final long FIRST_PAUSE_MS = 2;
    private static final long MAX_PAUSE_MS = 50;
    private static final long MIN_LEASE_MS = 10_000;

    static Patience of(Duration loadTimeout) {
        long timeoutMs = Math.max(1, loadTimeout.toMillis());
        return new Patience(Math.max(MIN_LEASE_MS, 4 * timeoutMs), timeoutMs / 2);
    }

    /** Of a load that may take so many times as long. */
    Patience tuned(CacheTuning tuning) {
        Double scale = tuning.loadTimeoutScale();
        return scale == null ? this : new Patience(Math.round(leaseMs * scale), Math.round(limitMs * scale));
    }

    boolean isOver(long waitedMs) {
        return waitedMs >= limitMs;
    }

    /** An eighth of what was waited so far, half more or less, so that those who wait do not ask in step. */
    long pauseMs(long waitedMs, RandomGenerator random) {
        long meanMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS + waitedMs / 8);
        long pauseMs = Math.round(meanMs * (0.5 + random.nextDouble()));
        return Math.max(1, Math.min(pauseMs, limitMs - waitedMs));
    }
}
