package dev.flyball.cache.sweep;

import java.util.concurrent.locks.LockSupport;

/** How time passes between two steps. */
@FunctionalInterface
public interface Pause {
    /** By waiting; ends early if the thread is interrupted. */
    Pause WAITING = LockSupport::parkNanos;

    void forNanos(long nanos);
}
