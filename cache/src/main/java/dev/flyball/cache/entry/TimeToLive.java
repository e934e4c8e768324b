package dev.flyball.cache.entry;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How long the values of a namespace live, spread by 10 % to either side, so that what was loaded together does not
 * expire together.
 */
public final class TimeToLive {
    private static final double SPREAD = 0.1;

    private final long softMs;
    private final long staleMs;
    private final RandomGenerator random;

    /**
     * @param soft how long a value is fresh, 1 ms to 180 d
     * @param staleFor how long it is usable after that, 0 to 180 d
     * @param random must be safe for use by several threads
     */
    public TimeToLive(Duration soft, Duration staleFor, RandomGenerator random) {
        this.softMs = inRange("ttl", soft, 1);
        this.staleMs = inRange("staleFor", staleFor, 0);
        this.random = random;
    }

    /** The stamp of a value that is stored now. */
    public Stamp stamp(Basis basis, List<TagStamp> tags, long nowMs, int costMs) {
        double factor = 1 - SPREAD + 2 * SPREAD * random.nextDouble();
        long jitteredMs = Math.max(1, Math.round(softMs * factor));
        return new Stamp(basis, tags, nowMs, jitteredMs, Math.min(Stamp.MAX_TTL_MS, jitteredMs + staleMs), costMs);
    }

    private static long inRange(String name, Duration duration, long minMs) {
        long maxMs = Duration.ofDays(180).toMillis();
        if (duration.isNegative() || duration.compareTo(Duration.ofMillis(maxMs)) > 0 || duration.toMillis() < minMs) {
            throw new IllegalArgumentException(name + " must be " + minMs + " ms to 180 d: " + duration);
        }
        return duration.toMillis();
    }
}
