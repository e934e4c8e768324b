package dev.flyball.processor.windows;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The time of stage 2: the lowest watermark of all input partitions. It waits for a partition that lags, however far, as
 * long as it is heard; one that was not heard for the time-out, while others were, stops holding it back. It never goes
 * back.
 *
 * <p>How long one was not heard is taken from the times at which watermarks were told. Time in which nobody told anything
 * does not count, so that nobody is given up because everything stood still.
 */
public final class EventClock {
    /** Two watermarks further apart than this, in milliseconds, mean that the processor stood still, not a partition. */
    private static final long LONGEST_STEP_MS = 10_000;

    private final int partitions;
    private final long timeoutMs;
    private final Map<Integer, Long> watermarks = new TreeMap<>();
    /** When each partition was last heard, on the scale of {@link #listenedMs}. */
    private final Map<Integer, Long> heard = new TreeMap<>();

    private long listenedMs;
    private long toldMs = Long.MAX_VALUE;
    private long nowMs = Long.MIN_VALUE;

    /**
     * @param partitions number of input partitions that are expected to be heard
     * @param timeout how long one is waited for that is not heard while others are
     */
    public EventClock(int partitions, Duration timeout) {
        this.partitions = partitions;
        this.timeoutMs = timeout.toMillis();
    }

    /**
     * Takes a partition's watermark.
     *
     * @param watermarkMs epoch milliseconds
     * @param toldMs when stage 1 told it, epoch milliseconds
     */
    public void observe(int partition, long watermarkMs, long toldMs) {
        listenedMs += Math.max(0, Math.min(LONGEST_STEP_MS, toldMs - this.toldMs));
        this.toldMs = toldMs;
        heard.put(partition, listenedMs);
        watermarks.merge(partition, watermarkMs, Math::max);
        long lowest = Long.MAX_VALUE;
        for (int expected = 0; expected < partitions; expected++) {
            if (isWaitedFor(expected)) {
                lowest = Math.min(lowest, watermarks.getOrDefault(expected, Long.MIN_VALUE));
            }
        }
        nowMs = Math.max(nowMs, lowest);
    }

    /** Those that were not heard yet count as heard when the listening began. */
    private boolean isWaitedFor(int partition) {
        return listenedMs - heard.getOrDefault(partition, 0L) <= timeoutMs;
    }

    /** The time, epoch milliseconds; empty until all partitions were heard or waited for long enough. */
    public OptionalLong now() {
        return nowMs == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(nowMs);
    }

    /** The watermarks by partition, to be kept over a restart. */
    public Map<Integer, Long> watermarks() {
        return Map.copyOf(watermarks);
    }

    /** Takes back a partition's watermark; it is waited for as if it had just been heard. */
    public void restore(int partition, long watermarkMs) {
        watermarks.put(partition, watermarkMs);
    }
}
