package dev.flyball.cli.replay;

import dev.flyball.cli.Failure;
import dev.flyball.processor.replay.LogRecord;
import dev.flyball.processor.replay.Replay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the samples' topic, up to where it ended when it was opened. It is read without a group, and nothing is
 * committed or written. Partitions are put together by the times at which their records were appended, so that none runs
 * ahead of the others.
 */
public final class TopicLog implements SampleLog {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Lane> lanes;
    private final List<Lane> open;
    private long heardNanos = System.nanoTime();

    private TopicLog(KafkaConsumer<byte[], byte[]> consumer, List<Lane> lanes) {
        this.consumer = consumer;
        this.lanes = lanes;
        this.open = new ArrayList<>(lanes);
    }

    /**
     * @param kafka client properties
     * @param fromMs records appended before are left out, epoch milliseconds
     * @throws Failure if Kafka does not answer in time, or there is no such topic
     */
    public static TopicLog open(Map<String, String> kafka, String topic, long fromMs) {
        KafkaConsumer<byte[], byte[]> consumer = consumer(kafka);
        try {
            return new TopicLog(consumer, lanes(consumer, topic, fromMs));
        } catch (KafkaException e) {
            consumer.close();
            throw unreadable(e);
        } catch (Failure e) {
            consumer.close();
            throw e;
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // What is deleted while it is being replayed is skipped.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        try {
            return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private static List<Lane> lanes(KafkaConsumer<byte[], byte[]> consumer, String topic, long fromMs) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
        if (partitions.isEmpty()) {
            throw Failure.failed("Kafka has no topic " + topic + ": run 'flyball topics create'");
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        Map<TopicPartition, @Nullable OffsetAndTimestamp> starts = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(Function.identity(), one -> Math.max(0, fromMs))),
                PATIENCE);
        List<Lane> lanes = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            OffsetAndTimestamp start = starts.get(partition);
            Lane lane = new Lane(partition, start == null ? end : Math.min(end, start.offset()), end);
            consumer.seek(partition, lane.begin());
            lanes.add(lane);
        }
        return lanes;
    }

    @Override
    public int partitions() {
        return lanes.size();
    }

    @Override
    public boolean feed(Replay replay) {
        endThoseThatAreOver(replay);
        while (open.stream().anyMatch(Lane::isEmpty)) {
            poll();
            endThoseThatAreOver(replay);
        }
        if (open.isEmpty()) {
            return false;
        }
        replay.take(oldest().take());
        return true;
    }

    private void endThoseThatAreOver(Replay replay) {
        for (Iterator<Lane> each = open.iterator(); each.hasNext(); ) {
            Lane lane = each.next();
            if (lane.isOver()) {
                each.remove();
                replay.end(lane.partition().partition());
            }
        }
    }

    private Lane oldest() {
        Lane oldest = open.get(0);
        for (Lane lane : open) {
            if (lane.nextMs() < oldest.nextMs()) {
                oldest = lane;
            }
        }
        return oldest;
    }

    private void poll() {
        try {
            for (Lane lane : lanes) {
                List<TopicPartition> one = List.of(lane.partition());
                if (lane.wantsMore()) {
                    consumer.resume(one);
                } else {
                    consumer.pause(one);
                }
            }
            var records = consumer.poll(POLL);
            for (Lane lane : open) {
                records.records(lane.partition()).forEach(lane::add);
                lane.reach(consumer.position(lane.partition(), PATIENCE));
            }
            requireProgress(!records.isEmpty());
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private void requireProgress(boolean heard) {
        long now = System.nanoTime();
        if (heard) {
            heardNanos = now;
        } else if (now - heardNanos > PATIENCE.toNanos()) {
            throw Failure.connection("Kafka gave no sample for " + PATIENCE.toSeconds()
                    + " s, although there are more: is it still running?");
        }
    }

    @Override
    public OptionalDouble share() {
        long all = lanes.stream().mapToLong(Lane::length).sum();
        long left = lanes.stream().mapToLong(Lane::left).sum();
        return OptionalDouble.of(all == 0 ? 1 : 1 - (double) left / all);
    }

    @Override
    public String place(LogRecord record) {
        return "partition " + record.partition() + ", offset " + record.position();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Failure unreadable(KafkaException fault) {
        return Failure.connection("the samples cannot be read from Kafka: " + fault.getMessage());
    }
}
