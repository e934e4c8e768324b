package dev.flyball.cache.control;

/**
 * How far this process has read the logs: all records below these offsets have been obeyed. A number that only grows,
 * the same for all processes, and of no clock.
 */
public final class Positions {
    private volatile long control;
    private volatile long keys;

    public long control() {
        return control;
    }

    public long keys() {
        return keys;
    }

    public void controlRead(long upTo) {
        control = upTo;
    }

    public void keysRead(long upTo) {
        keys = upTo;
    }
}
