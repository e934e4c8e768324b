package dev.flyball.ingest;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the samples since the publisher was started.
 *
 * @param published samples given to {@link SamplePublisher#publish}
 * @param sent samples that Kafka has acknowledged
 * @param dropped lost samples; every reason is present
 */
public record PublisherStats(long published, long sent, Map<DropReason, Long> dropped) {
    public PublisherStats {
        EnumMap<DropReason, Long> complete = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            complete.put(reason, dropped.getOrDefault(reason, 0L));
        }
        dropped = Map.copyOf(complete);
    }

    public long dropped(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /** Samples lost for whatever reason. */
    public long lost() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Samples whose fate is still open. */
    public long pending() {
        return published - sent - lost();
    }
}
