package dev.flyball.loadgen.pacing;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The clock that a run is kept by: it tells the time, and lets one thread wait. */
public interface PaceClock {
    /** Nanoseconds since some fixed moment. */
    long nanos();

    /** Waits until then, or until {@link #wake}; may return early for no reason. Called by one thread. */
    void waitUntil(long nanos);

    /** Ends the waiting of the other thread. */
    void wake();

    /** The clock of this machine. */
    static PaceClock system() {
        return new PaceClock() {
            /** A wake before the very first wait is lost; so no wait is long. */
            private static final long LONGEST_NANOS = 100_000_000;

            private volatile @Nullable Thread waiting;

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void waitUntil(long nanos) {
                waiting = Thread.currentThread();
                LockSupport.parkNanos(this, Math.min(LONGEST_NANOS, nanos - System.nanoTime()));
            }

            @Override
            public void wake() {
                LockSupport.unpark(waiting);
            }
        };
    }
}
