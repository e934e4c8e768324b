package dev.flyball.loadgen.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flyball.loadgen.Outcome;
import dev.flyball.loadgen.scenario.Request;
import dev.flyball.loadgen.scenario.RequestMix;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.yaml.ScenarioReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class KafkaTargetTest {
    private static final Path SCENARIOS = Path.of("src/main/resources/scenarios");
    private static final Scenario SCENARIO = ScenarioReader.read(SCENARIOS.resolve("incident.yaml"));

    @Test
    void samplesTravelInBatchesAndTheSameSeedGivesTheSameLines() {
        assertThat(linesOfARun()).hasSize(250).isEqualTo(linesOfARun());
    }

    @Test
    void aRequestHasEndedWhenKafkaHasItsSample() {
        MockProducer<byte[], byte[]> kafka = kafka(false);
        try (KafkaTarget target = KafkaTarget.start(kafka, "samples", SCENARIO)) {
            CompletableFuture<Outcome> delivered = target.send(request(0));
            await().until(() -> kafka.history().size() == 1);
            assertThat(delivered).isNotDone();
            kafka.completeNext();
            assertThat(delivered.join()).isEqualTo(new Outcome.Delivered());

            CompletableFuture<Outcome> late = target.send(request(1));
            await().until(() -> kafka.errorNext(new TimeoutException("no broker")));
            assertThat(late.join()).isEqualTo(new Outcome.Failed(Outcome.Kind.TIMEOUT));
        }
    }

    @Test
    void aProducerThatThrowsIsAnOutcomeToo() {
        MockProducer<byte[], byte[]> kafka = kafka(true);
        kafka.sendException = new KafkaException("closed");
        try (KafkaTarget target = KafkaTarget.start(kafka, "samples", SCENARIO)) {
            assertThat(target.send(request(0)).join()).isEqualTo(new Outcome.Failed(Outcome.Kind.BROKEN));
        }
    }

    @Test
    void aScenarioWithATargetOfItsOwnIsRefused() {
        Scenario other = ScenarioReader.read(SCENARIOS.resolve("example.yaml"));

        assertThatThrownBy(() -> KafkaTarget.start(kafka(true), "samples", other))
                .hasMessageContaining("not synthetic");
    }

    private static List<String> linesOfARun() {
        MockProducer<byte[], byte[]> kafka = kafka(true);
        try (KafkaTarget target = KafkaTarget.start(kafka, "samples", SCENARIO)) {
            LongStream.range(0, 250)
                    .forEach(i -> assertThat(target.send(request(i))).isNotNull());
        }
        assertThat(kafka.history().size()).isBetween(3, 250);
        return kafka.history().stream()
                .flatMap(record -> new String(record.value(), UTF_8).lines())
                .collect(Collectors.toList());
    }

    private static Request request(long sequence) {
        return new RequestMix(SCENARIO).draw(sequence, SCENARIO.phases().get(0), Instant.ofEpochMilli(sequence));
    }

    private static MockProducer<byte[], byte[]> kafka(boolean answers) {
        return new MockProducer<>(answers, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
