package dev.flyball.cache.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps callers away from a server that fails: opens after some failures in a row, and lets one caller try again now
 * and then. Any thread may use it.
 */
final class Breaker {
    private final int failuresToOpen;
    private final long openNanos;
    private final LongSupplier nanoTime;
    private volatile int failuresInARow;
    private long nextTryNanos;
    /** Whether the last word is a failure too many; read without the lock on the way of every request. */
    private volatile boolean open;

    /**
     * @param failuresToOpen in a row, 1 or more
     * @param open how long nobody is let through
     * @param nanoTime a clock that never goes back
     */
    Breaker(int failuresToOpen, Duration open, LongSupplier nanoTime) {
        this.failuresToOpen = failuresToOpen;
        this.openNanos = open.toNanos();
        this.nanoTime = nanoTime;
    }

    boolean isOpen() {
        return open;
    }

    /** Whether the caller may try; it must then say how that ended. */
    boolean allows() {
        return !open || isMyTry();
    }

    void succeeded() {
        if (failuresInARow == 0 && !open) {
            return;
        }
        reset();
    }

    synchronized void failed() {
        failuresInARow++;
        if (failuresInARow >= failuresToOpen) {
            open = true;
            nextTryNanos = nanoTime.getAsLong() + openNanos;
        }
    }

    private synchronized void reset() {
        failuresInARow = 0;
        open = false;
    }

    private synchronized boolean isMyTry() {
        if (!open) {
            return true;
        }
        long now = nanoTime.getAsLong();
        if (now - nextTryNanos < 0) {
            return false;
        }
        // If this try never reports back, the next one comes all the same.
        nextTryNanos = now + openNanos;
        return true;
    }
}
