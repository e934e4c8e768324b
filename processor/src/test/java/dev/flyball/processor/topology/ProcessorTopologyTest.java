package dev.flyball.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flyball.processor.combine.Cardinality;
import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.digest.Pane;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.rules.Rules;
import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessorTopologyTest {
    private static final long START = 1_763_836_800_000L;
    private static final Endpoint ENDPOINT = new Endpoint("shop", "GET /");

    @TempDir
    private Path stateDir;

    private TopologyHarness harness;

    @BeforeEach
    void start() {
        harness = new TopologyHarness(stateDir);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    /**
     * Names of nodes, stores and internal topics are where the state of running processors lies. A change here strands
     * it: give the application a new id, or keep the names.
     */
    @Test
    void theTopologyDoesNotChangeUnnoticed() throws IOException {
        String description = new ProcessorTopology(TopologyHarness.settings(), ProcessorMeters.NONE)
                .build()
                .describe()
                .toString();

        Path golden = Path.of("src/test/resources/golden/topology.txt");
        if (Boolean.getBoolean("flyball.regenerate")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, description);
        }
        assertThat(description)
                .as("to accept the change: mvn -pl processor test -Dflyball.regenerate=true")
                .isEqualTo(Files.readString(golden));
    }

    @Test
    void aWindowIsPublishedOnceItIsOver() {
        harness.run(Traffic.healthy(20), START, START + 10_000);
        assertThat(harness.metrics()).as("samples may still be on their way").isEmpty();

        harness.tick(START + 11_000);

        List<EndpointMetrics> windows = harness.metrics();
        assertThat(windows).hasSize(1);
        EndpointMetrics window = windows.get(0);
        assertThat(window.windowStart()).isEqualTo(START);
        assertThat(window.windowEnd()).isEqualTo(START + 10_000);
        assertThat(window.count()).isEqualTo(200);
        assertThat(window.throughput()).isEqualTo(20);
        assertThat(window.concurrentUsers()).isEqualTo(20);
        assertThat(window.errorRate()).isZero();
        assertThat(window.responseTime().p99()).isEqualTo(20);
        assertThat(window.revision()).isZero();
    }

    @Test
    void aLateSampleCorrectsItsWindow() {
        harness.run(Traffic.healthy(20), START, START + 10_000);
        harness.tick(START + 12_000);
        assertThat(harness.metrics()).hasSize(1);

        harness.publish(Traffic.healthy(1).second(START + 3_000), START + 12_500);
        harness.tick(START + 15_000);

        List<EndpointMetrics> corrected = harness.metrics();
        assertThat(corrected).hasSize(1);
        assertThat(corrected.get(0).windowStart()).isEqualTo(START);
        assertThat(corrected.get(0).count()).isEqualTo(201);
        assertThat(corrected.get(0).revision()).isEqualTo(1);
        assertThat(corrected.get(0).late()).isEqualTo(1);
    }

    @Test
    void anAlertGoesFromPendingToFiringToResolvedAndAsksForHelp() {
        Traffic healthy = Traffic.healthy(20);
        harness.run(healthy, START, START + 20_000);
        assertThat(harness.alerts()).isEmpty();

        harness.run(healthy.failing(), START + 20_000, START + 26_000);
        List<Alert> opened = harness.alerts();
        List<OptimizationRequest> requests = harness.requests();

        assertThat(opened).extracting(Alert::state).containsExactly(AlertState.PENDING, AlertState.FIRING);
        assertThat(opened).extracting(Alert::rule).containsOnly("errors");
        assertThat(opened).extracting(Alert::id).containsOnly(opened.get(0).id());
        Alert firing = opened.get(1);
        assertThat(firing.evidence().lowerBound()).isGreaterThan(0.05);
        assertThat(firing.firedAt()).isEqualTo(firing.startedAt() + 2_000);
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).alert()).isEqualTo(firing);
        assertThat(requests.get(0).metrics().errors()).isPositive();

        harness.run(healthy, START + 26_000, START + 60_000);
        List<Alert> closed = harness.alerts();

        assertThat(closed).extracting(Alert::state).containsExactly(AlertState.RESOLVED);
        assertThat(closed.get(0).id()).isEqualTo(firing.id());
        assertThat(closed.get(0).peak()).isGreaterThan(0.05);
    }

    @Test
    void helpIsAskedForAgainWhileTheAlertStaysFiring() {
        harness.run(Traffic.healthy(20).taking(900), START, START + 70_000);

        assertThat(harness.requests()).extracting(OptimizationRequest::attempt).containsExactly(1, 2, 3);
    }

    @Test
    void tenRequestsAtNightDoNotPage() {
        Traffic rare = Traffic.healthy(1);
        harness.run(rare, START, START + 9_000);
        harness.run(rare.failing(), START + 9_000, START + 10_000);
        harness.run(rare, START + 10_000, START + 30_000);

        assertThat(harness.alerts()).isEmpty();
    }

    @Test
    void anAlertIsResolvedWhenTheTrafficEnds() {
        harness.run(Traffic.healthy(20).failing(), START, START + 10_000);
        assertThat(harness.alerts()).hasSize(2);

        for (long at = START + 10_000; at < START + 60_000; at += 1_000) {
            harness.tick(at);
        }

        assertThat(harness.alerts()).extracting(Alert::state).containsExactly(AlertState.RESOLVED);
    }

    @Test
    void badInputIsKeptWithItsReasonAndTheRestGoesOn() {
        String good = "{\"timestamp\":" + START
                + ",\"service\":\"shop\",\"endpoint\":\"GET /\",\"responseTimeMs\":1,\"status\":200}";
        harness.raw(good + "\n{\"broken\n" + good, START);
        harness.raw(good.replace("GET /", "<script>alert(1)</script>"), START);
        harness.raw(good.replace("GET /", "x".repeat(10_000)), START);
        harness.raw(good.replace("" + START, "99999999999999"), START);
        harness.raw(good.replace("\"status\":200", "\"status\":\"fine\""), START);
        harness.raw(good.replace(",\"service\":\"shop\"", ""), START);
        harness.raw(new byte[] {(byte) 0xC3, 0x28}, START);
        harness.raw(new byte[10_000_000], START);
        harness.tick(START + 20_000);

        assertThat(harness.rejected())
                .extracting(record ->
                        new String(record.headers().lastHeader("flyball-reason").value(), StandardCharsets.UTF_8))
                .containsExactly(
                        "malformed-json",
                        "forbidden-character",
                        "too-long",
                        "timestamp-ahead",
                        "wrong-type",
                        "missing-field",
                        "invalid-utf8",
                        "record-too-large");
        assertThat(harness.metrics()).extracting(EndpointMetrics::count).containsExactly(2L);
    }

    @Test
    void rulesChangeWithoutARestart() {
        Rule strict = Rules.rule("strict", new Condition.Threshold(Metric.P95, 10, 10_000, 0.999, 10));
        Traffic traffic = Traffic.healthy(20);
        harness.tell(strict.versioned(1, START + 5_000));
        harness.run(traffic, START, START + 10_000);

        List<Alert> opened = harness.alerts();
        assertThat(opened).extracting(Alert::state).containsExactly(AlertState.PENDING, AlertState.FIRING);
        assertThat(opened.get(0).startedAt()).isEqualTo(START + 5_000);
        assertThat(opened.get(0).rule()).isEqualTo("strict");

        Rule lax = Rules.rule("strict", new Condition.Threshold(Metric.P95, 15, 10_000, 0.999, 10));
        harness.tell(lax.versioned(2, START));
        harness.run(traffic, START + 10_000, START + 20_000);
        assertThat(harness.alerts())
                .as("a rule that still holds carries its alert on")
                .isEmpty();

        harness.tell("strict", null);
        harness.run(traffic, START + 20_000, START + 22_000);
        List<Alert> closed = harness.alerts();
        assertThat(closed).extracting(Alert::state).containsExactly(AlertState.RESOLVED);
        assertThat(closed.get(0).id()).isEqualTo(opened.get(0).id());
        assertThat(closed.get(0).threshold()).isEqualTo(15);
    }

    @Test
    void whatIsNoRuleIsKeptOutAndTheRestGoesOn() {
        Rule strict = Rules.rule("strict", new Condition.Threshold(Metric.P95, 10, 10_000, 0.999, 10));
        harness.tell("broken", "{\"schemaVersion\":2".getBytes(StandardCharsets.UTF_8));
        harness.tell("another name", EventJson.write(strict));
        harness.tell(
                "of the future", "{\"schemaVersion\":9,\"name\":\"of the future\"}".getBytes(StandardCharsets.UTF_8));
        harness.tell(strict);

        harness.run(Traffic.healthy(20), START, START + 10_000);

        assertThat(harness.alerts()).extracting(Alert::rule).containsOnly("strict");
        assertThat(harness.deadLetters())
                .extracting(letter -> new String(letter.key(), StandardCharsets.UTF_8))
                .containsExactly("broken", "another name", "of the future");
        assertThat(harness.refusedRules())
                .containsOnlyKeys("broken", "another name", "of the future")
                .containsEntry("another name", "the rule in it is named 'strict'");

        harness.tell("another name", EventJson.write(Rules.rule("another name", strict.condition())));
        harness.tell("broken", null);
        assertThat(harness.refusedRules())
                .as("what comes later under the same name takes its place")
                .containsOnlyKeys("of the future");
    }

    @Test
    void whatIsOneRuleTooManyIsRefusedUntilAnotherGoes() {
        Condition condition = new Condition.Threshold(Metric.P95, 10, 10_000, 0.999, 10);
        for (int i = 0; i < RuleBook.MOST_RULES; i++) {
            harness.tell(Rules.rule("rule " + i, condition));
        }
        harness.tell(Rules.rule("too many", condition));
        assertThat(harness.refusedRules()).containsOnlyKeys("too many");

        harness.tell("rule 7", null);
        harness.tell(Rules.rule("too many", condition));
        assertThat(harness.refusedRules()).isEmpty();
    }

    @Test
    void aPoisonedDigestIsPutAsideAndTheRestGoesOn() {
        byte[] poison = {0x11, 0x7f, 1, 2, 3};
        harness.digest("shop|GET /".getBytes(StandardCharsets.UTF_8), poison);
        byte[] broken = new Bundle.Builder()
                .add(ENDPOINT, new DigestRecord.Panes(List.of(new Pane(START, one()))).toBytes())
                .add(ENDPOINT, poison)
                .take()
                .get(0);
        harness.digest(DigestKeys.of(ENDPOINT), broken);
        harness.digest(DigestKeys.EVERYWHERE, new DigestRecord.Panes(List.of()).toBytes());
        harness.digest(null, null);

        harness.run(Traffic.healthy(20), START, START + 10_000);
        harness.tick(START + 11_000);

        assertThat(harness.metrics())
                .extracting(EndpointMetrics::count)
                .as("nothing is taken from a bundle of which something cannot be read")
                .containsExactly(200L);
        List<TestRecord<byte[], byte[]>> letters = harness.deadLetters();
        assertThat(letters).hasSize(4);
        assertThat(letters.get(0).value()).isEqualTo(poison);
        assertThat(letters.get(1).value()).isEqualTo(broken);
        assertThat(header(letters.get(0), "__streams.errors.topic")).isEqualTo("flyball.digests");
        assertThat(header(letters.get(0), "__streams.errors.exception")).contains("MalformedBytesException");
        assertThat(header(letters.get(0), "__streams.errors.message")).isNotBlank();
    }

    private static Digest one() {
        Digest digest = new Digest();
        digest.add(Sample.of(START, ENDPOINT.service(), ENDPOINT.operation(), 5, 200));
        return digest;
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void endpointsAboveTheBudgetAreReportedTogether() {
        try (TopologyHarness small = new TopologyHarness(
                stateDir.resolve("small"), TopologyHarness.settings().withCardinality(new Cardinality(10, 2)))) {
            for (int i = 0; i < 6; i++) {
                small.run(Traffic.healthy(1).of("GET /users/" + i), START, START + 1_000);
            }
            small.tick(START + 11_000);

            assertThat(small.metrics())
                    .extracting(EndpointMetrics::endpoint, EndpointMetrics::count)
                    .containsExactlyInAnyOrder(
                            tuple("GET /users/0", 1L), tuple("GET /users/1", 1L), tuple("_other", 4L));
        }
    }

    @Test
    void aProducerWhoseClockIsAheadMakesNobodyLate() {
        Sample ahead = Sample.of(START + 240_000, "shop", "GET /fast-clock", 5, 200);
        harness.publish(List.of(ahead), START);

        harness.run(Traffic.healthy(10), START, START + 10_000);
        harness.tick(START + 12_000);

        assertThat(harness.metrics()).extracting(EndpointMetrics::late).containsExactly(0L);
    }
}
