package dev.flyball.processor.replay;

import dev.flyball.processor.combine.Cardinality;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.windows.EventTime;
import dev.flyball.schemas.SampleLimits;
import java.time.Duration;

/**
 * What a replay depends on.
 *
 * @param partitions number of input partitions
 * @param limits what a sample may hold
 * @param samplesTellTheTime whether a sample counts as appended when its request ended, as nobody knows better
 * @param time how event time is followed
 * @param monitor how endpoints are watched
 * @param cardinality how many endpoints are told apart
 * @param range what is told
 */
public record ReplaySettings(
        int partitions,
        SampleLimits limits,
        boolean samplesTellTheTime,
        EventTime time,
        MonitorSettings monitor,
        Cardinality cardinality,
        Range range) {
    private static final Duration OLDEST = Duration.ofDays(3_650);

    public ReplaySettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be 1 or more: " + partitions);
        }
    }

    /** For the topic: its records know when they were appended. */
    public static ReplaySettings ofTopic(int partitions, EventTime time, MonitorSettings monitor, Range range) {
        return new ReplaySettings(partitions, SampleLimits.DEFAULT, false, time, monitor, Cardinality.DEFAULT, range);
    }

    /** For a file, which may be years old. */
    public static ReplaySettings ofFile(EventTime time, MonitorSettings monitor) {
        SampleLimits usual = SampleLimits.DEFAULT;
        SampleLimits limits = new SampleLimits(
                usual.recordBytes(),
                usual.serviceChars(),
                usual.endpointChars(),
                usual.textChars(),
                usual.responseTime(),
                usual.ahead(),
                OLDEST);
        return new ReplaySettings(1, limits, true, time, monitor, Cardinality.DEFAULT, Range.ALL);
    }

    public ReplaySettings withCardinality(Cardinality cardinality) {
        return new ReplaySettings(partitions, limits, samplesTellTheTime, time, monitor, cardinality, range);
    }
}
