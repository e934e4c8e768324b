package dev.flyball.loadgen.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.loadgen.LoadRun;
import dev.flyball.loadgen.report.LoadReport;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.yaml.ScenarioReader;
import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import dev.flyball.schemas.json.SampleReader;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class KafkaTargetIT {
    private static final Topic TOPIC = Topics.DEFAULT.requestSamples();
    private static final Scenario SCENARIO = ScenarioReader.read("test", """
            name: burst
            synthetic: {service: shop}
            arrivals: even
            requests: [{path: /, latency: {median: 10ms, p95: 30ms}}]
            phases: [{name: only, duration: 2s, arrivalRate: 5000}]
            """);

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
        try (Admin admin = Admin.create(bootstrap())) {
            admin.createTopics(
                            List.of(new NewTopic(TOPIC.name(), TOPIC.partitions(), (short) 1).configs(TOPIC.config())))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void everySampleOfARunIsInKafka() {
        LoadReport report;
        try (KafkaTarget target = KafkaTarget.connect(bootstrap(), TOPIC.name(), SCENARIO)) {
            report = LoadRun.of(SCENARIO, target).start().await();
        }

        assertThat(report.total().sent()).isEqualTo(10_000);
        assertThat(report.total().succeeded()).isEqualTo(10_000);
        List<Sample> samples = readAll();
        assertThat(samples).hasSize(10_000);
        assertThat(samples).extracting(Sample::endpoint).containsOnly("GET /");
    }

    @Test
    void aTopicThatIsNotThereIsNamedBeforeTheRun() {
        Map<String, Object> impatient = Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 500);

        assertThatThrownBy(() -> KafkaTarget.connect(impatient, "nowhere", SCENARIO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("nowhere", kafka.bootstrapServers());
    }

    private static List<Sample> readAll() {
        List<Sample> samples = new ArrayList<>();
        SampleReader reader = new SampleReader(SampleLimits.DEFAULT);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(bootstrap(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
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

    private static Map<String, Object> bootstrap() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
