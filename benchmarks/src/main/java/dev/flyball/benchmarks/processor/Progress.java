package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Measured;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows a contender: the clock starts after the warm-up, and stops when the work is done or the time is over. */
final class Progress {
    private final Job job;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile long samples;
    private volatile Measured.@Nullable Start start;
    private volatile @Nullable Measured measured;

    Progress(Job job) {
        this.job = job;
    }

    /** Samples went through; called by one thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void add(long more) {
        samples += more;
        if (start == null && samples >= job.warmUp()) {
            start = Measured.Start.now(samples);
        }
    }

    boolean allSeen() {
        return samples >= job.samples();
    }

    /** All is done. */
    void finish() {
        if (measured == null) {
            measured = stop();
            done.countDown();
        }
    }

    /**
     * What was measured when all is done, or when the time is over.
     *
     * @throws IllegalStateException if the time is over before the warm-up
     */
    Measured await(Duration most) throws InterruptedException {
        if (!done.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
            System.err.println("  (stopped after " + most.toSeconds() + " s, at " + samples + " samples)");
        }
        Measured result = measured;
        return result == null ? stop() : result;
    }

    private Measured stop() {
        Measured.Start from = start;
        if (from == null) {
            throw new IllegalStateException("only " + samples + " samples in time: the warm-up is not over");
        }
        return from.until(samples);
    }
}
