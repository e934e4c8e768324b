package dev.flyball.optimizer.action;

import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheTuning;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a key, as data: a running action is the same after an upgrade.
 *
 * @param mode how its reads are answered
 * @param ttlScale factor on times to live, 0.01 to 100
 * @param freshFrom values stamped with a lower epoch are not fresh any more; 0 for no such limit
 * @param lastsMs how long it holds once all keys have it, milliseconds, at most a week; 0 for ever
 * @param usableFrom of those that are not fresh by {@code freshFrom}, values stamped with this epoch or a higher one are
 *     served while one caller loads; null for none
 * @param tuning how it is loaded; the share of memory cannot be that of a key
 */
public record Treatment(
        CacheMode mode,
        double ttlScale,
        long freshFrom,
        long lastsMs,
        @Nullable Long usableFrom,
        @Nullable CacheTuning tuning) {
    /** Nothing. */
    public static final Treatment NONE = new Treatment(CacheMode.NORMAL, 1, 0, 0, null, null);

    private static final long LONGEST_MS = Duration.ofDays(7).toMillis();

    public Treatment {
        Objects.requireNonNull(mode, "mode");
        require(ttlScale >= 0.01 && ttlScale <= 100, "ttlScale must be 0.01 to 100, but is " + ttlScale);
        require(freshFrom >= 0, "freshFrom must be 0 or more, but is " + freshFrom);
        require(lastsMs >= 0 && lastsMs <= LONGEST_MS, "lastsMs must be 0 to 7 days, but is " + lastsMs);
        tuning = tuning == null || tuning.equals(CacheTuning.NONE) ? null : tuning;
    }

    /** Values past their time are served while one caller loads. */
    public static Treatment servingStale(long lastsMs) {
        return new Treatment(CacheMode.SERVE_STALE, 1, 0, lastsMs, null, null);
    }

    /** Nothing that was stored so far is served. It cannot end, since what was wrong does not become right. */
    public static Treatment invalidating(NamespaceControl control) {
        return new Treatment(CacheMode.NORMAL, 1, control.nextEpoch(), 0, null, null);
    }

    /** What was stored so far is served only while somebody loads it anew. */
    public static Treatment invalidatingSoftly(NamespaceControl control) {
        return new Treatment(CacheMode.NORMAL, 1, control.nextEpoch(), 0, control.minUsable(), null);
    }

    /** Values live so many times as long. */
    public static Treatment stretching(double ttlScale, long lastsMs) {
        return new Treatment(CacheMode.NORMAL, ttlScale, 0, lastsMs, null, null);
    }

    /** Values are loaded in another way. */
    public static Treatment tuning(CacheTuning tuning, long lastsMs) {
        return new Treatment(CacheMode.NORMAL, 1, 0, lastsMs, null, tuning);
    }

    /** Whether keys have to be loaded anew, by the origin. */
    public boolean invalidates() {
        return freshFrom > 0;
    }

    /** Whether it ends by itself once all keys have it. */
    public boolean isTemporary() {
        return lastsMs > 0;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
