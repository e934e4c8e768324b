package dev.flyball.cache.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the two logs for somebody who wants to look at them: the control log from its beginning, that of key changes from
 * some moment on. Of one thread.
 */
public final class LogTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition control;
    private final TopicPartition keys;
    private final Duration timeout;
    private final LongSupplier nanoTime;

    /**
     * @param kafka settings of Kafka clients
     * @param changesSince from when on changes of keys are read
     * @param timeout for each answer, and for reading to the end
     * @param nanoTime a clock that never goes back
     * @throws TimeoutException if Kafka does not answer
     */
    public LogTail(Map<String, ?> kafka, Topics topics, Instant changesSince, Duration timeout, LongSupplier nanoTime) {
        this.control = new TopicPartition(topics.cacheControl().name(), 0);
        this.keys = new TopicPartition(topics.cacheKeys().name(), 0);
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.consumer = new KafkaConsumer<>(
                ControlReader.settings(Map.copyOf(kafka)), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            begin(changesSince);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /**
     * Reads all that is on the logs at this moment.
     *
     * @throws TimeoutException if that takes too long
     */
    public void toEnd(Consumer<LogEntry> reader) {
        long deadline = nanoTime.getAsLong() + timeout.toNanos();
        Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(control, keys), timeout);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), timeout) < end.getValue())) {
            if (nanoTime.getAsLong() - deadline > 0) {
                throw new TimeoutException("the end of " + control.topic() + " and " + keys.topic()
                        + " was not reached within " + timeout.toSeconds() + " s");
            }
            next(POLL, reader);
        }
    }

    /** Waits for what comes next. */
    public void next(Duration longest, Consumer<LogEntry> reader) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(longest);
        records.records(control).forEach(found -> reader.accept(entry(found, true)));
        records.records(keys).forEach(found -> reader.accept(entry(found, false)));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void begin(Instant changesSince) {
        consumer.assign(List.of(control, keys));
        consumer.seekToBeginning(List.of(control));
        Optional.ofNullable(consumer.offsetsForTimes(Map.of(keys, changesSince.toEpochMilli()), timeout)
                        .get(keys))
                .map(OffsetAndTimestamp::offset)
                .ifPresentOrElse(offset -> consumer.seek(keys, offset), () -> consumer.seekToEnd(List.of(keys)));
        // Now, not at the first poll: what is written from here on is seen.
        consumer.position(keys, timeout);
    }

    private static LogEntry entry(ConsumerRecord<byte[], byte[]> found, boolean isControl) {
        byte[] key = found.key();
        return new LogEntry(
                isControl, found.offset(), found.timestamp(), key == null ? "" : new String(key, UTF_8), found.value());
    }
}
