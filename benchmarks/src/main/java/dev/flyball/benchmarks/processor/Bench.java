package dev.flyball.benchmarks.processor;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.SampleWriter;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A broker in this JVM, and topics filled with samples. */
final class Bench implements AutoCloseable {
    private static final long WINDOW_MS = 10_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long SEED = 7;

    private final EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT.withBrokerProperties(
            // A machine that is busy measuring must not look like a broker that is gone.
            Map.of("log.segment.bytes", Integer.toString(256 << 20), "broker.session.timeout.ms", "60000")));

    /**
     * Fills a topic with traffic that began an hour ago.
     *
     * @param prefix of its name
     * @param batch how many samples share a record
     */
    Job fill(String prefix, Traffic traffic, long samples, int batch) throws ExecutionException, InterruptedException {
        Topics topics = new Topics(prefix, Job.PARTITIONS);
        create(topics.requestSamples());
        System.err.printf(
                "filling %s with %,d samples%n", topics.requestSamples().name(), samples);
        long hourAgo = InstantSource.system().millis() - HOUR_MS;
        Traffic.Stream stream = traffic.from(Math.floorDiv(hourAgo, WINDOW_MS) * WINDOW_MS, SEED);
        Map<Long, Set<Endpoint>> windows = new HashMap<>();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            String topic = topics.requestSamples().name();
            long records = (samples + batch - 1) / batch;
            for (long record = 0; record < records; record++) {
                List<Sample> together = new ArrayList<>();
                long at = stream.nextMs();
                for (long i = record * batch; i < Math.min(samples, (record + 1) * batch); i++) {
                    Sample sample = stream.next();
                    together.add(sample);
                    windows.computeIfAbsent(sample.timestamp() / WINDOW_MS, window -> new HashSet<>())
                            .add(sample.endpointOf());
                }
                send(producer, topic, (int) (record % Job.PARTITIONS), at, SampleWriter.write(together));
            }
            for (int partition = 0; partition < Job.PARTITIONS; partition++) {
                // Time goes on after the last sample, so that its window is closed.
                send(producer, topic, partition, stream.nextMs() + 2 * WINDOW_MS, null);
            }
        }
        long expected = windows.values().stream().mapToLong(Set::size).sum();
        return new Job(kafka.bootstrapServers(), prefix, samples, expected, true, true);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "compression.type", "lz4",
                        "linger.ms", "20",
                        "batch.size", Integer.toString(64 << 10),
                        "buffer.memory", Integer.toString(256 << 20)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, String topic, int partition, long at, byte @Nullable [] value) {
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic, partition, at, null, value), (metadata, failure) -> {
                    if (failure != null) {
                        throw new IllegalStateException("the topic could not be filled", failure);
                    }
                });
    }

    /** The moment of a record is the moment of its samples here: an hour ago, which the broker's clock is not. */
    private void create(Topic topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<String, String> config = new HashMap<>(topic.config());
            config.put("message.timestamp.type", "CreateTime");
            admin.createTopics(List.of(new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(config)))
                    .all()
                    .get();
            // Only leaders that work know offsets; one that does not yet may lose the first records (KAFKA-15591).
            admin.listOffsets(IntStream.range(0, topic.partitions())
                            .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
