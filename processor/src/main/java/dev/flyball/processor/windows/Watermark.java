package dev.flyball.processor.windows;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far event time is in one input partition: the newest moment seen, less what a sample may be late. A moment counts
 * only up to the time at which its record was appended, so that a producer whose clock is ahead makes nobody late.
 */
public final class Watermark {
    private final long allowedLatenessMs;
    private long newestMs = Long.MIN_VALUE;
    private long toldMs = Long.MIN_VALUE;

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

    /** The watermark, epoch milliseconds, if it has moved since it was last asked for. */
    public OptionalLong advanced() {
        if (newestMs == toldMs) {
            return OptionalLong.empty();
        }
        toldMs = newestMs;
        return OptionalLong.of(newestMs - allowedLatenessMs);
    }
}
