package dev.flyball.optimizer.action;

import dev.flyball.schemas.CacheMode;

/**
 * What is done to a key, as data: a running action is the same after an upgrade.
 *
 * @param mode how its reads are answered
 * @param ttlScale factor on times to live
 * @param freshFrom values stamped with a lower epoch are not served any more; 0 for no such limit
 * @param lastsMs how long it holds once all keys have it, milliseconds
 */
public record Treatment(CacheMode mode, double ttlScale, long freshFrom, long lastsMs) {
    /** Nothing. */
    static final Treatment NONE = new Treatment(CacheMode.NORMAL, 1, 0, 0);

    /** Values past their time are served while one caller loads. */
    public static Treatment servingStale(long lastsMs) {
        return new Treatment(CacheMode.SERVE_STALE, 1, 0, lastsMs);
    }

    /** Nothing that was stored so far is served. It cannot end, since what was wrong does not become right. */
    public static Treatment invalidating(NamespaceControl control) {
        return new Treatment(CacheMode.NORMAL, 1, control.nextEpoch(), 0);
    }

    /** Whether keys have to be loaded anew, by the origin. */
    public boolean invalidates() {
        return freshFrom > 0;
    }
}
