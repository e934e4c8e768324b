package dev.flyball.benchmarks.processor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that reads all samples of a topic, commits nothing and writes nothing. */
final class BareReading {
    private BareReading() {}

    /** Takes records that have a value. */
    interface Taker {
        void take(ConsumerRecord<byte[], byte[]> record);
    }

    static void run(Job job, Progress progress, Taker taker) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", job.servers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, Job.PARTITIONS)
                    .mapToObj(partition ->
                            new TopicPartition(job.topics().requestSamples().name(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!progress.allSeen()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (record.value() != null) {
                        taker.take(record);
                    }
                }
            }
            progress.finish();
        }
    }
}
