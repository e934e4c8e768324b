package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Measured;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows a contender: the clock starts after the warm-up, and stops when the work is done or the time is over. */
final class Progress {
    /** Who has not come through the samples of the warm-up by then is warm anyway. */
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(25);

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
            begin();
        }
    }

    private synchronized void begin() {
        if (start == null) {
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

    /** What was measured when all is done, or when the time is over. */
    Measured await(Duration most) throws InterruptedException {
        Duration warmUp = most.compareTo(LONGEST_WARM_UP) < 0 ? most : LONGEST_WARM_UP;
        if (!done.await(warmUp.toMillis(), TimeUnit.MILLISECONDS)) {
            begin();
        }
        if (!done.await(most.minus(warmUp).toMillis(), TimeUnit.MILLISECONDS)) {
            System.err.println("  (stopped after " + most.toSeconds() + " s, at " + samples + " samples)");
        }
        Measured result = measured;
        return result == null ? stop() : result;
    }

    private Measured stop() {
        begin();
        return Objects.requireNonNull(start).until(samples);
    }
}
