package dev.flyball.cache;

/** How far the cache knows what it was ordered to do. */
public enum ControlState {
    /** All orders are known, but for those of the last 3 s at most. */
    LIVE,
    /** Orders may be missing: the memory of this process is not trusted, Redis is read instead. */
    SUSPECT,
    /** As suspect, but the control log is there and is being caught up with. */
    RECOVERING
}
