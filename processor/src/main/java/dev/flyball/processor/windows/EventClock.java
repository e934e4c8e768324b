package dev.flyball.processor.windows;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The time of stage 2: the lowest watermark of all input partitions, driven by the log alone. It waits for a partition
 * that lags, but not for ever: one that is further behind the foremost than the time-out stops holding it back. It never
 * goes back.
 */
public final class EventClock {
    private final int partitions;
    private final long timeoutMs;
    private final Map<Integer, Long> watermarks = new TreeMap<>();
    private long firstMs = Long.MAX_VALUE;
    private long nowMs = Long.MIN_VALUE;

    /**
     * @param partitions number of input partitions that are expected to be heard
     * @param timeout how far one may be behind the foremost and still be waited for, in event time
     */
    public EventClock(int partitions, Duration timeout) {
        this.partitions = partitions;
        this.timeoutMs = timeout.toMillis();
    }

    /** Takes a partition's watermark, epoch milliseconds. */
    public void observe(int partition, long watermarkMs) {
        firstMs = Math.min(firstMs, watermarkMs);
        watermarks.merge(partition, watermarkMs, Math::max);
        long foremost =
                watermarks.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        long waitedFor = foremost - timeoutMs;
        boolean allHeard = watermarks.size() >= partitions;
        if (!allHeard && firstMs >= waitedFor) {
            return;
        }
        long lowest = watermarks.values().stream()
                .mapToLong(Long::longValue)
                .filter(watermark -> watermark >= waitedFor)
                .min()
                .orElse(foremost);
        nowMs = Math.max(nowMs, lowest);
    }

    /** The time, epoch milliseconds; empty until all partitions were heard or waited for long enough. */
    public OptionalLong now() {
        return nowMs == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(nowMs);
    }

    /** The watermarks by partition, to be kept over a restart. */
    public Map<Integer, Long> watermarks() {
        return Map.copyOf(watermarks);
    }
}
