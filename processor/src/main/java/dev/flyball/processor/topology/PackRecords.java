package dev.flyball.processor.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * Packs the samples that a poll has brought, partition by partition, before Kafka Streams sees them. As each record that
 * arrives is packed, nobody who writes to the topic can write a pack.
 */
public final class PackRecords implements ConsumerInterceptor<byte[], byte[]> {
    private static final String TOPIC = "flyball.packed.topic";
    private static final int MOST_RECORDS = 1_000;
    /** Only a record that is larger by itself makes a pack that is. */
    private static final int MOST_BYTES = 256 << 10;

    private String topic = "";

    /** Sets the consumers of a Kafka Streams client up so that they pack the records of a topic. */
    public static void configure(Properties streams, String topic) {
        streams.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                PackRecords.class.getName());
        streams.put(StreamsConfig.mainConsumerPrefix(TOPIC), topic);
    }

    @Override
    public void configure(Map<String, ?> config) {
        topic = String.valueOf(config.get(TOPIC));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> handedOn = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            handedOn.put(partition, partition.topic().equals(topic) ? packed(records) : records);
        }
        return new ConsumerRecords<>(handedOn, polled.nextOffsets());
    }

    private static List<ConsumerRecord<byte[], byte[]>> packed(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> packs = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            int more = Pack.length(record.key()) + Pack.length(record.value());
            if (i > from
                    && (i - from == MOST_RECORDS || bytes + more > MOST_BYTES || isApart(record, records.get(i - 1)))) {
                packs.add(Pack.of(records.subList(from, i), bytes));
                from = i;
                bytes = 0;
            }
            bytes += more;
        }
        if (from < records.size()) {
            packs.add(Pack.of(records.subList(from, records.size()), bytes));
        }
        return packs;
    }

    /** Kafka Streams puts a time in the place of one that is missing; what a pack tells is relative to it. */
    private static boolean isApart(
            ConsumerRecord<byte[], byte[]> record, @Nullable ConsumerRecord<byte[], byte[]> before) {
        return record.timestamp() < 0 || (before != null && before.timestamp() < 0);
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Nothing depends on it.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
