package dev.flyball.cli.replay;

import dev.flyball.processor.replay.LogRecord;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A stretch of one partition, of which some records are read ahead. */
final class Lane {
    private static final int ENOUGH_BYTES = 4 << 20;
    private static final int ENOUGH_RECORDS = 4_000;

    private final TopicPartition partition;
    private final long begin;
    private final long end;
    private final Queue<LogRecord> ahead = new ArrayDeque<>();
    private long aheadBytes;
    private long reached;

    /**
     * @param begin first offset
     * @param end first offset after it
     */
    Lane(TopicPartition partition, long begin, long end) {
        this.partition = partition;
        this.begin = begin;
        this.end = end;
        this.reached = begin;
    }

    TopicPartition partition() {
        return partition;
    }

    long begin() {
        return begin;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        if (record.offset() < end) {
            LogRecord taken = new LogRecord(record.partition(), record.offset(), record.timestamp(), record.value());
            ahead.add(taken);
            aheadBytes += bytes(taken);
        }
    }

    /** Also told of what is no record, such as the marks of transactions, which may be all that is left. */
    void reach(long offset) {
        reached = offset;
    }

    LogRecord take() {
        LogRecord next = ahead.remove();
        aheadBytes -= bytes(next);
        return next;
    }

    /** When the next record was appended, epoch milliseconds; there must be one. */
    long nextMs() {
        return ahead.element().appendedMs();
    }

    boolean isEmpty() {
        return ahead.isEmpty();
    }

    boolean isOver() {
        return ahead.isEmpty() && reached >= end;
    }

    boolean wantsMore() {
        return reached < end && aheadBytes < ENOUGH_BYTES && ahead.size() < ENOUGH_RECORDS;
    }

    long length() {
        return end - begin;
    }

    /** How many offsets are to come, those read ahead included. */
    long left() {
        return Math.max(
                0,
                end
                        - (ahead.isEmpty()
                                ? Math.min(reached, end)
                                : ahead.element().position()));
    }

    private static long bytes(LogRecord record) {
        byte[] value = record.value();
        return value == null ? 0 : value.length;
    }
}
