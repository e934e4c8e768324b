package dev.flyball.schemas.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.Cases;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.Evidence;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OutcomeMetrics;
import dev.flyball.schemas.Severity;
import dev.flyball.schemas.topic.EventSerde;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    private static final Alert ALERT = new Alert(
            1,
            "id",
            "rule",
            AlertKind.SILENCE,
            "shop",
            "GET /",
            AlertState.PENDING,
            1,
            null,
            null,
            Severity.INFO,
            Metric.P999,
            1,
            2,
            3,
            new Evidence(0, 1, 2, null, null, null, null),
            List.of(),
            Map.of("b", "2", "a", "1", "c", "3"),
            null);

    @Test
    void theTextOfAnEventIsThis() {
        assertThat(new String(EventJson.write(ALERT), UTF_8))
                .isEqualTo(
                        "{\"schemaVersion\":1,\"id\":\"id\",\"rule\":\"rule\",\"kind\":\"silence\",\"service\":\"shop\","
                                + "\"endpoint\":\"GET /\",\"state\":\"pending\",\"startedAt\":1,\"severity\":\"info\","
                                + "\"metric\":\"p99.9\",\"value\":1.0,\"peak\":2.0,\"threshold\":3.0,"
                                + "\"evidence\":{\"windowStart\":0,\"windowEnd\":1,\"samples\":2},\"exemplars\":[],"
                                + "\"labels\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}}");
    }

    @Test
    void outcomesAreInTheirOrderWhateverTheOrderTheyCameIn() {
        OutcomeMetrics one = new OutcomeMetrics(1, 0, 1);
        Map<CacheOutcome, OutcomeMetrics> backwards = new TreeMap<>(java.util.Comparator.reverseOrder());
        for (CacheOutcome outcome : CacheOutcome.values()) {
            backwards.put(outcome, one);
        }

        byte[] written = EventJson.write(new CacheMetrics("n", backwards, 0));

        assertThat(new String(written, UTF_8)).containsSubsequence("L1", "L2", "STALE", "MISS", "BYPASS");
    }

    @Test
    void listsAndMapsThatAreMissingAreEmpty() throws IOException {
        ObjectNode alert = (ObjectNode) EventJson.mapper().readTree(EventJson.write(ALERT));
        alert.remove(List.of("labels", "exemplars"));

        Alert read = EventJson.read(EventJson.mapper().writeValueAsBytes(alert), Alert.class);

        assertThat(read.labels()).isEmpty();
        assertThat(read.exemplars()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SAMPLE")
    void unknownFieldsAreIgnored(Event event) throws IOException {
        ObjectNode full = full(event);
        Object read = EventJson.read(bytes(full), event.type);
        full.putObject("fieldOfTheFuture").putArray("values").add(1).add("two");

        assertThat(EventJson.read(bytes(full), event.type)).isEqualTo(read);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SAMPLE")
    void whateverIsRequiredAndNoListOrMapMayNotBeMissingOrNull(Event event) throws IOException {
        ObjectNode full = full(event);

        for (JsonNode field : event.schema.generate().get("required")) {
            String name = field.asText();
            if (full.get(name).isArray() || List.of("labels", "improvements").contains(name)) {
                continue;
            }
            assertMalformed(full.deepCopy().without(name), event);
            assertMalformed(full.deepCopy().putNull(name), event);
        }
    }

    private static void assertMalformed(JsonNode json, Event event) {
        assertThatThrownBy(() -> EventJson.read(bytes(json), event.type))
                .as(json.toString())
                .isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("not " + event.type.getSimpleName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "7",
                "{",
                "{}",
                "{} {}",
                "\u0000",
            })
    void whatIsNoEventIsMalformed(String json) {
        assertThatThrownBy(() -> EventJson.read(json.getBytes(UTF_8), Alert.class))
                .isInstanceOf(MalformedEventException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaVersion\":\"1\"}",
                "{\"id\":{}}",
                "{\"kind\":0}",
                "{\"kind\":\"LATENCY\"}",
                "{\"labels\":{\"a\":null}}",
                "{\"labels\":[]}",
                "{\"exemplars\":[null]}",
                "{\"exemplars\":\"one\"}",
                "{\"evidence\":[]}",
                "{\"evidence\":{}}",
                "{\"startedAt\":99999999999999999999}",
                "{\"firedAt\":true}",
                "{\"value\":\"1.5\"}",
            })
    void aFieldOfAWrongTypeIsMalformed(String fields) throws IOException {
        ObjectNode alert = (ObjectNode) EventJson.mapper().readTree(EventJson.write(ALERT));
        alert.setAll((ObjectNode) EventJson.mapper().readTree(fields));

        assertThatThrownBy(() -> EventJson.read(bytes(alert), Alert.class)).isInstanceOf(MalformedEventException.class);
    }

    @Test
    void deepNestingIsMalformed() {
        String deep = "{\"x\":" + "[".repeat(100_000);

        assertThatThrownBy(() -> EventJson.read(deep.getBytes(UTF_8), Alert.class))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("depth");
    }

    @Test
    void eventsThatBreakARuleOfTheirRecordAreMalformed() {
        ObjectNode control = EventJson.mapper()
                .valueToTree(new CacheControl(1, "n", null, 1, 5, 5, CacheMode.NORMAL, 1, Cohort.ALL, 0, null, "r"));
        control.put("minUsable", 6);

        assertThatThrownBy(() -> EventJson.read(bytes(control), CacheControl.class))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("minUsable 6 is above minFresh 5");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SAMPLE")
    void hostileBytesAreMalformedOrAnEvent(Event event) throws IOException {
        byte[] full = Files.readAllBytes(event.golden("full"));
        EventSerde<?> serde = new EventSerde<>(event.type);
        Cases.forSeeds(2_000, random -> {
            byte[] hostile = Cases.mutate(full, random);
            try {
                assertThat(serde.deserializer().deserialize("topic", hostile)).isNotNull();
            } catch (SerializationException e) {
                assertThat(e)
                        .hasMessageStartingWith("on topic: not ")
                        .hasCauseInstanceOf(MalformedEventException.class);
            }
        });
    }

    @Test
    void theSerdeHandsEventsAndTombstonesThrough() {
        EventSerde<Alert> serde = new EventSerde<>(Alert.class);

        assertThat(serde.deserializer().deserialize("t", serde.serializer().serialize("t", ALERT)))
                .isEqualTo(ALERT);
        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", (byte[]) null)).isNull();
    }

    @Test
    void phasesAndVerdictsAreWrittenByTheirNames() {
        OptimizationResult result = new OptimizationResult(
                1,
                "a",
                "no-action",
                OptimizationResult.Phase.DECLINED,
                1,
                "r",
                "al",
                "s",
                "e",
                null,
                "why",
                null,
                null,
                null,
                null,
                Map.of());

        assertThat(new String(EventJson.write(result), UTF_8))
                .contains("\"phase\":\"DECLINED\"")
                .doesNotContain("null");
    }

    private static ObjectNode full(Event event) throws IOException {
        return (ObjectNode) EventJson.mapper().readTree(Files.readAllBytes(event.golden("full")));
    }

    private static byte[] bytes(JsonNode json) throws IOException {
        return EventJson.mapper().writeValueAsBytes(json);
    }
}
