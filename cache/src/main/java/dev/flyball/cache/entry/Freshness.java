package dev.flyball.cache.entry;

/** What a value is worth, from best to worst. */
public enum Freshness {
    /** To be served. */
    FRESH,
    /** Past its time; better than nothing. */
    EXPIRED,
    /** Older than a soft invalidation: to be served while one caller loads. */
    SUPERSEDED,
    /** Not to be served. */
    UNUSABLE;

    /** Whether it may be served when there is nothing better. */
    public boolean isUsable() {
        return this != UNUSABLE;
    }

    public Freshness worse(Freshness other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
