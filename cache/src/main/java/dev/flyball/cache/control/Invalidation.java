package dev.flyball.cache.control;

/** What becomes of values that are invalidated. */
public enum Invalidation {
    /** They may be served while one caller loads anew. */
    SOFT,
    /** They are never served again. */
    HARD
}
