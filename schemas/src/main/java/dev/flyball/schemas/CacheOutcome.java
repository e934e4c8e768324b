package dev.flyball.schemas;

/** How a request's cache read ended. */
public enum CacheOutcome {
    /** A fresh value from the memory of the same process. */
    L1,
    /** A fresh value from Redis. */
    L2,
    /** A value past its time, served on purpose. */
    STALE,
    /** Nothing usable: the origin was asked. */
    MISS,
    /** The cache was not asked, because it was switched off or out of reach. */
    BYPASS;

    /** Whether the origin was spared. */
    public boolean isHit() {
        return this == L1 || this == L2 || this == STALE;
    }
}
