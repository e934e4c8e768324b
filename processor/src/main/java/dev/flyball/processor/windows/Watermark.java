package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Pane;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far event time is in one input partition: the newest moment seen, less what a sample may be late. A moment counts
 * only up to the time at which its record was appended, so that a producer whose clock is ahead makes nobody late.
 */
public final class Watermark {
    /** Before all time, but so that one can still subtract from it. */
    private static final long NOTHING = Long.MIN_VALUE / 2;

    private final long allowedLatenessMs;
    private long newestMs = NOTHING;
    private long toldMs = NOTHING;

    public Watermark(Duration allowedLateness) {
        allowedLatenessMs = allowedLateness.toMillis();
    }

    /**
     * @param timestampMs when a request ended, epoch milliseconds
     * @param appendedMs when its record was appended, epoch milliseconds
     */
    public void observe(long timestampMs, long appendedMs) {
        newestMs = Math.max(newestMs, Math.min(timestampMs, appendedMs));
    }

    /** Whether a sample that comes now is late: the watermark has passed the end of its pane. */
    public boolean isLate(long timestampMs) {
        return Pane.startOf(timestampMs) + Pane.MS <= watermarkMs();
    }

    /**
     * The pane boundary from which a late sample that comes now counts, epoch milliseconds: the next one behind the
     * watermark, and so ahead of every clock that waits for this partition.
     */
    public long nextBoundary() {
        return Pane.startOf(watermarkMs()) + Pane.MS;
    }

    /** The watermark, epoch milliseconds, if it has moved since it was last asked for. */
    public OptionalLong advanced() {
        if (newestMs == toldMs) {
            return OptionalLong.empty();
        }
        toldMs = newestMs;
        return OptionalLong.of(watermarkMs());
    }

    private long watermarkMs() {
        return newestMs - allowedLatenessMs;
    }

    /** The newest moment seen, to be kept over a restart. */
    public long newestMs() {
        return newestMs;
    }

    /** Goes on where another one stood. */
    public void restore(long newestMs) {
        this.newestMs = Math.max(this.newestMs, newestMs);
    }
}
