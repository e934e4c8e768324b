package dev.flyball.schemas;

/** How a request's cache read ended. */
public enum CacheOutcome {
    /** A fresh value from the memory of the same process. */
    L1(0),
    /** A fresh value from Redis. */
    L2(1),
    /** A value past its time, served on purpose. */
    STALE(2),
    /** Nothing usable: the origin was asked. */
    MISS(3),
    /** The cache was not asked, because it was switched off or out of reach. */
    BYPASS(4);

    private final int code;

    CacheOutcome(int code) {
        this.code = code;
    }

    /** Number of this outcome in byte formats, from 0 without gaps; it never changes. */
    public int code() {
        return code;
    }

    /** Whether the origin was spared. */
    public boolean isHit() {
        return this == L1 || this == L2 || this == STALE;
    }
}
