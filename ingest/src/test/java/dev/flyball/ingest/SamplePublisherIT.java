package dev.flyball.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import dev.flyball.schemas.json.SampleReader;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SamplePublisherIT {
    private static final Topic TOPIC = Topics.DEFAULT.requestSamples();
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;

    @BeforeEach
    void startKafka() throws Exception {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT.withDataFolder(folder));
        try (Admin admin = Admin.create(bootstrap())) {
            admin.createTopics(
                            List.of(new NewTopic(TOPIC.name(), TOPIC.partitions(), (short) 1).configs(TOPIC.config())))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stopKafka() {
        kafka.close();
    }

    @Test
    void whatWasPublishedCanBeRead() {
        List<Sample> samples =
                IntStream.range(0, 10_000).mapToObj(SamplePublisherIT::sample).toList();

        try (SamplePublisher publisher =
                SamplePublisher.start(bootstrap(), PublisherSettings.DEFAULT.withQueueSamples(10_000))) {
            samples.forEach(publisher::publish);
            assertThat(publisher.flush(SOON)).isEqualTo(new FlushResult(true, 10_000, 0, 0));
        }

        assertThat(readAll()).containsExactlyInAnyOrderElementsOf(samples);
    }

    @Test
    void whileKafkaIsAwaySamplesAreCountedAndAfterwardsItGoesOn() {
        PublisherSettings small = PublisherSettings.DEFAULT.withQueueSamples(200);
        try (SamplePublisher publisher = SamplePublisher.start(impatient(), small)) {
            publish(publisher, 100);
            assertThat(publisher.flush(SOON).complete()).isTrue();
            int port = port();
            kafka.close();

            publish(publisher, 2_000);
            await().until(() -> publisher.stats().lost() > 0);
            long before = publisher.stats().sent();

            kafka = EmbeddedKafka.start(
                    EmbeddedKafka.Settings.DEFAULT.withDataFolder(folder).withPort(port));
            // Samples go through again, though the first may still meet the old outage.
            await().atMost(SOON).until(() -> {
                publish(publisher, 1);
                return publisher.flush(Duration.ofSeconds(1)).sent() > before;
            });
            assertThat(publisher.flush(SOON).complete()).isTrue();
            PublisherStats stats = publisher.stats();
            assertThat(stats.sent() + stats.lost()).isEqualTo(stats.published());
            assertThat(stats.published()).isGreaterThan(2_100);
            assertThat(readAll()).hasSizeGreaterThanOrEqualTo((int) stats.sent());
        }
    }

    private static void publish(SamplePublisher publisher, int samples) {
        IntStream.range(0, samples).mapToObj(SamplePublisherIT::sample).forEach(publisher::publish);
    }

    private static Sample sample(int i) {
        return Sample.of(System.currentTimeMillis(), "shop", "GET /products/{id}", i, 200)
                .withUser("u-" + i);
    }

    private List<Sample> readAll() {
        List<Sample> samples = new ArrayList<>();
        SampleReader reader = new SampleReader(SampleLimits.DEFAULT);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, TOPIC.partitions())
                    .mapToObj(partition -> new TopicPartition(TOPIC.name(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> reader.read(record.value(), record.timestamp(), collector(samples)));
            }
        }
        return samples;
    }

    private static SampleReader.Visitor collector(List<Sample> samples) {
        return new SampleReader.Visitor() {
            @Override
            public void sample(Sample sample) {
                samples.add(sample);
            }

            @Override
            public void rejected(Rejection rejection, int from, int to) {
                throw new AssertionError(rejection);
            }
        };
    }

    private Map<String, Object> bootstrap() {
        return Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    }

    /** Gives up after two seconds instead of half a minute. */
    private Map<String, Object> impatient() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 500,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
    }

    private int port() {
        String servers = kafka.bootstrapServers();
        return Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
    }
}
