package dev.flyball.cache;

import dev.flyball.cache.entry.Stamp;

/** A value in the memory of this process. */
final class Held<V> {
    private final V value;
    private final Stamp stamp;
    private final long untilMs;

    /** @param untilMs epoch milliseconds; then Redis has to be asked whether there is a newer one */
    Held(V value, Stamp stamp, long untilMs) {
        this.value = value;
        this.stamp = stamp;
        this.untilMs = untilMs;
    }

    V value() {
        return value;
    }

    Stamp stamp() {
        return stamp;
    }

    boolean isDue(long nowMs) {
        return nowMs >= untilMs;
    }
}
