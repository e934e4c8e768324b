package dev.flyball.cache;

import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A consumer of both logs whose line can be cut and mended; its waiting makes time pass. */
final class CutLine extends MockConsumer<byte[], byte[]> {
    private final java.util.function.Consumer<Duration> time;
    private final List<ConsumerRecord<byte[], byte[]>> withheld = new ArrayList<>();
    private boolean cut;

    /** @param time hears how long the consumer waits for records or an answer */
    CutLine(java.util.function.Consumer<Duration> time) {
        super("none");
        this.time = time;
        for (Topic topic : List.of(Topics.DEFAULT.cacheControl(), Topics.DEFAULT.cacheKeys())) {
            Map<TopicPartition, Long> begin = Map.of(new TopicPartition(topic.name(), 0), 0L);
            updatePartitions(topic.name(), List.of(new PartitionInfo(topic.name(), 0, null, null, null)));
            updateBeginningOffsets(begin);
            updateEndOffsets(begin);
        }
    }

    synchronized void cut() {
        cut = true;
    }

    synchronized void mend() {
        cut = false;
        withheld.forEach(this::deliver);
        withheld.clear();
    }

    /** A record has come onto its log. */
    synchronized void written(ConsumerRecord<byte[], byte[]> entry) {
        if (cut) {
            withheld.add(entry);
        } else {
            deliver(entry);
        }
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        time.accept(timeout);
        return super.poll(timeout);
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> logs, Duration timeout) {
        if (cut) {
            time.accept(timeout);
            throw new TimeoutException("the line is cut");
        }
        return super.endOffsets(logs);
    }

    private void deliver(ConsumerRecord<byte[], byte[]> entry) {
        addRecord(entry);
        updateEndOffsets(Map.of(new TopicPartition(entry.topic(), entry.partition()), entry.offset() + 1));
    }
}
