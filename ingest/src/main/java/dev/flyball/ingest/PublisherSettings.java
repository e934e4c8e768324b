package dev.flyball.ingest;

import dev.flyball.schemas.SampleLimits;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.util.Objects;

/**
 * The bounds within which a {@link SamplePublisher} works.
 *
 * @param topic where the samples go
 * @param queueSamples most samples waiting to be batched, 1 or more; beyond, the newest are dropped
 * @param batchSamples most samples in a record, 1 or more
 * @param batchBytes most bytes in a record, 16 KiB to 900 kB (Kafka's own default limit is 1 MiB with overhead)
 * @param linger how long the first sample of a batch waits for others, 1 ms to 10 s
 * @param closeTimeout longest time that {@link SamplePublisher#close} takes, 1 ms to 1 min
 */
public record PublisherSettings(
        String topic, int queueSamples, int batchSamples, int batchBytes, Duration linger, Duration closeTimeout) {
    /**
     * 100 samples a record: the cost of a record in broker and processor is then a hundredth for each, more brings
     * nothing measurable, and what one failed send loses stays small. 200 ms: well within the 1 s pane.
     */
    public static final PublisherSettings DEFAULT = new PublisherSettings(
            Topics.DEFAULT.requestSamples().name(),
            10_000,
            100,
            64 << 10,
            Duration.ofMillis(200),
            Duration.ofSeconds(5));

    public PublisherSettings {
        Objects.requireNonNull(topic, "topic");
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic must not be empty");
        }
        requireRange("queueSamples", queueSamples, 1, 10_000_000);
        requireRange("batchSamples", batchSamples, 1, 100_000);
        requireRange("batchBytes", batchBytes, 16 << 10, 900_000);
        requireRange("linger (ms)", linger.toMillis(), 1, 10_000);
        requireRange("closeTimeout (ms)", closeTimeout.toMillis(), 1, 60_000);
    }

    public PublisherSettings withTopic(String topic) {
        return new PublisherSettings(topic, queueSamples, batchSamples, batchBytes, linger, closeTimeout);
    }

    public PublisherSettings withQueueSamples(int queueSamples) {
        return new PublisherSettings(topic, queueSamples, batchSamples, batchBytes, linger, closeTimeout);
    }

    /** Sets what ends a batch: its number of samples, its bytes, or its age. */
    public PublisherSettings withBatch(int batchSamples, int batchBytes, Duration linger) {
        return new PublisherSettings(topic, queueSamples, batchSamples, batchBytes, linger, closeTimeout);
    }

    public PublisherSettings withCloseTimeout(Duration closeTimeout) {
        return new PublisherSettings(topic, queueSamples, batchSamples, batchBytes, linger, closeTimeout);
    }

    /** What the processor accepts; a sample outside of it is not worth sending. */
    SampleLimits limits() {
        return SampleLimits.DEFAULT;
    }

    private static void requireRange(String setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(setting + " must be " + least + " to " + most + ": " + value);
        }
    }
}
