package dev.flyball.schemas;

/** How a namespace of the cache answers. */
public enum CacheMode {
    NORMAL,
    /** Values past their time are served while one caller loads. */
    SERVE_STALE,
    /** The cache is not asked. */
    BYPASS
}
