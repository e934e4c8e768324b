package dev.flyball.cli;

import static dev.flyball.schemas.TrafficTier.HIGH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.cli.Shell.Result;
import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.SampleWriter;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsIT {
    private static final long NOW = System.currentTimeMillis();

    private static EmbeddedKafka kafka;
    private static Shell shell;

    @BeforeAll
    static void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
        shell = new Shell(Map.of("FLYBALL_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()), folder);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void topicsAreCreatedOnceAndAreThenAsTheCatalogueWantsThem() {
        String mine = "topics.prefix=once.";
        assertThat(states(shell.run("topics", "list", "--set", mine))).containsOnly("missing");

        assertThat(states(shell.run("topics", "create", "--set", mine)))
                .hasSize(Topics.DEFAULT.all().size())
                .containsOnly("created");

        assertThat(states(shell.run("topics", "create", "--set", mine))).containsOnly("exists");
        assertThat(states(shell.run("topics", "list", "--set", mine))).containsOnly("exists");
    }

    @Test
    void aTopicThatIsOtherThanTheCatalogueSaysIsLeftAloneAndReported() {
        shell.run("topics", "create", "--set", "topics.prefix=other.", "--set", "topics.partitions=2");

        Result result = shell.run("topics", "create", "--set", "topics.prefix=other.", "--set", "topics.partitions=3");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern("other.request-samples +differs .* partitions 2 instead of 3")
                .containsPattern("other.rules +exists");
    }

    @Test
    void moreCopiesThanBrokersAreRefusedInOneLine() {
        Result result = shell.run("topics", "create", "--set=topics.prefix=copies.", "--replication-factor", "3");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().lines()).singleElement().asString().startsWith("flyball: Kafka refused: ");
    }

    @Test
    void rulesAreToldListedChangedAndTakenAway() throws IOException {
        String mine = "--set=topics.prefix=rules.";
        Path file = shell.folder().resolve("rules.yaml");
        Files.writeString(file, "rules: [{name: slow, when: p95 > 1s}, {name: silent, when: silent}]");
        assertThat(shell.run("topics", "create", mine).exitCode()).isZero();

        assertThat(shell.run("rules", "apply", mine, "--dry-run", file.toString())
                        .out())
                .contains("+ silent", "+ slow");
        assertThat(shell.run("rules", "list", mine, "--output=json").out()).isEqualToIgnoringNewLines("[]");
        assertThat(shell.run("rules", "apply", mine, file.toString()).exitCode())
                .isZero();
        assertThat(shell.run("rules", "list", mine).out())
                .containsPattern("slow +1 .* p95 > 1000ms over 10s")
                .contains("silent over 1m");
        assertThat(shell.run("rules", "apply", mine, file.toString()).out()).contains("nothing changes");

        Files.writeString(file, "rules: [{name: slow, when: p95 > 2s}]");
        assertThat(shell.run("rules", "diff", mine, "--prune", file.toString()).out())
                .contains("- silent", "~ slow", "condition.threshold: 1000.0 -> 2000.0");
        shell.run("rules", "apply", mine, "--prune", file.toString());

        assertThat(shell.run("rules", "list", mine).out())
                .containsPattern("slow +2 ")
                .doesNotContain("silent");
    }

    @Test
    void whatProcessorsKeepOutIsListedWithTheReason() {
        String mine = "--set=topics.prefix=refused.";
        shell.run("topics", "create", mine);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("refused.rules", "broken".getBytes(UTF_8), "no JSON".getBytes(UTF_8)));
        }

        assertThat(shell.run("rules", "list", mine).out()).containsPattern("broken +refused: .*JSON");
        assertThat(shell.run("rules", "list", mine, "--output=json").out())
                .contains("\"name\":\"broken\"", "\"refused\":");
    }

    @Test
    void whatWasLearnedIsShownWithThePartsAddedUp() {
        String mine = "--set=topics.prefix=scores.";
        shell.run("topics", "create", mine);
        assertThat(shell.run("actions", "scores", mine, "--output=json").out()).isEqualToIgnoringNewLines("[]");
        String topic = new Topics("scores.", 1).actionScores().name();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            tell(producer, topic, new ActionScore(1, "serve-stale", "slow-origin", HIGH, 0, 1, 60, 0.3, NOW));
            tell(producer, topic, new ActionScore(1, "serve-stale", "slow-origin", HIGH, 0, 5, 300, 0.4, NOW));
            tell(producer, topic, new ActionScore(1, "serve-stale", "slow-origin", HIGH, 1, 7, 400, 0.4, NOW));
            tell(producer, topic, new ActionScore(1, "coalesce", "slow-origin", HIGH, 0, 2, 150, -0.3, NOW));
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {'{'}));
        }

        Result result = shell.run("actions", "scores", mine);

        assertThat(result.out().lines().findFirst().orElseThrow())
                .matches("SYMPTOM +TRAFFIC +STRATEGY +TRIES +MEAN EFFECT +BEST +WORSE +DISABLED");
        assertThat(result.out())
                .containsPattern("slow-origin +high +serve-stale +12 +\\+3\\d\\.\\d % +100 % +0 %")
                .containsPattern("slow-origin +high +coalesce +2 +-\\d+\\.\\d % +0 % +\\d+ % +yes");
    }

    private static void tell(KafkaProducer<byte[], byte[]> producer, String topic, ActionScore score) {
        producer.send(new ProducerRecord<>(topic, score.key().getBytes(UTF_8), EventJson.write(score)));
    }

    @Test
    void rulesThatAreNotRightOrHardlyMeantAreToldApart() throws IOException {
        Path file = shell.folder().resolve("odd.yaml");
        Path endpoints = shell.folder().resolve("endpoints.txt");
        Files.writeString(endpoints, "shop|GET /");
        Files.writeString(file, "rules: [{name: low, objective: 90%, match: {service: blog}}]");

        Result odd = shell.run("rules", "validate", "--endpoints", endpoints.toString(), file.toString());
        assertThat(odd.exitCode()).isEqualTo(1);
        assertThat(odd.out()).contains("out of reach", "counts at none of the 1 endpoints");

        Files.writeString(file, "rules: [{name: low}]");
        Result wrong = shell.run("rules", "validate", file.toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("odd.yaml:1: condition: either 'when' or 'objective' must be given");
    }

    @Test
    void aReplayReadsTheTopicAndLeavesNothingBehind() throws Exception {
        String mine = "--set=topics.prefix=replay.";
        shell.run("topics", "create", mine, "--set=topics.partitions=3");
        Path rules = Files.writeString(
                shell.folder().resolve("replay-rules.yaml"),
                "rules:\n- name: failing\n  when: error-rate > 20%\n  for: 1s\n");
        shell.run("rules", "apply", rules.toString(), mine);
        long start = System.currentTimeMillis() / 10_000 * 10_000 - 100_000;
        publishAnIncident("replay.request-samples", start);
        Set<String> before = contents();
        String[] replay = {"replay", "--from", "-5m", "--to", String.valueOf(start + 80_000), "--only", "alerts", mine};

        Result result = shell.run(replay);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines().filter(line -> line.contains("\"rule\":\"failing\"")))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("{\"type\":\"alert\",") && line.contains("\"state\":\"firing\""));
        assertThat(result.err()).contains("replayed 1,200 samples of 1 endpoints (0 rejected, 0 late)");
        assertThat(shell.run(replay).out()).isEqualTo(result.out());
        assertThat(contents()).isEqualTo(before);
    }

    /** A minute of requests on two of three partitions, ten a second on each; for 20 s half of them fail. */
    private static void publishAnIncident(String topic, long startMs) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int partition = 0; partition < 2; partition++) {
                for (int i = 0; i < 600; i++) {
                    int status = i >= 200 && i < 400 && i % 2 == 0 ? 500 : 200;
                    Sample sample = Sample.of(startMs + i * 100L, "shop", "GET /", 20, status);
                    sent.add(producer.send(new ProducerRecord<>(topic, partition, null, SampleWriter.write(sample))));
                }
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    /** All topics with the ends of their partitions, and all groups. */
    private static Set<String> contents() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Set<String> contents = new TreeSet<>();
            admin.listGroups().all().get().forEach(group -> contents.add("group " + group.groupId()));
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            admin.describeTopics(admin.listTopics().names().get())
                    .allTopicNames()
                    .get()
                    .values()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> latest.put(
                                    new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
            admin.listOffsets(latest)
                    .all()
                    .get()
                    .forEach((partition, end) -> contents.add(partition + " " + end.offset()));
            return contents;
        }
    }

    private static String[] states(Result result) {
        return result.out().lines().skip(1).map(line -> line.split(" +")[1]).toArray(String[]::new);
    }
}
