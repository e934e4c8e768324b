package dev.flyball.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.flyball.schemas.Committed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonSchemasTest {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @ParameterizedTest
    @EnumSource
    void thePublishedSchemaIsThatOfTheRecord(Event event) {
        String expected = event.schema.generate().toPrettyString() + "\n";

        Committed.check(event.schemaFile(), expected, JsonSchemasTest.class);
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaIsAValidSchema(Event event) {
        JsonNode schema = event.schema.generate();
        Schema metaSchema =
                REGISTRY.getSchema(SchemaLocation.of(schema.get("$schema").asText()));

        assertThat(metaSchema.validate(schema)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldIsDescribed(Event event) {
        JsonNode schema = event.schema.generate();

        Stream.concat(
                        schema.get("properties").properties().stream(),
                        schema.path("$defs").properties().stream()
                                .flatMap(definition -> definition.getValue().path("properties").properties().stream()))
                .forEach(property -> assertThat(description(property.getValue()))
                        .as("description of %s", property.getKey())
                        .isNotBlank());
    }

    private static String description(JsonNode property) {
        return property.has("anyOf")
                ? property.at("/anyOf/0/description").asText()
                : property.path("description").asText();
    }

    @ParameterizedTest
    @EnumSource
    void everyGoldenFileIsValid(Event event) throws IOException {
        for (Path file : event.goldenFiles()) {
            Schema schema = REGISTRY.getSchema(Files.readString(event.schemaFileOf(file)), InputFormat.JSON);
            assertThat(schema.validate(Files.readString(file), InputFormat.JSON))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingRequiredMayBeMissing(Event event) throws IOException {
        JsonNode generated = event.schema.generate();
        Schema schema = REGISTRY.getSchema(generated.toString(), InputFormat.JSON);
        ObjectNode full = (ObjectNode) EventJson.mapper().readTree(Files.readString(event.golden("full")));

        for (JsonNode required : generated.get("required")) {
            ObjectNode without = full.deepCopy().without(required.asText());
            assertThat(schema.validate(without)).as("without %s", required).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theGoldenFilesHaveEveryField(Event event) throws IOException {
        Set<String> fields = new HashSet<>();
        for (Path file : event.goldenFiles()) {
            if (event.isOfToday(file)) {
                EventJson.mapper().readTree(Files.readString(file)).fieldNames().forEachRemaining(fields::add);
            }
        }

        assertThat(fields)
                .containsAll(() -> event.schema.generate().get("properties").fieldNames());
    }

    @Test
    void aSampleNeedsAStatusOrAnErrorFlag() {
        Schema schema = REGISTRY.getSchema(Event.SAMPLE.schema.generate().toString(), InputFormat.JSON);
        String start = "{\"timestamp\":1,\"service\":\"s\",\"endpoint\":\"e\",\"responseTimeMs\":1";

        assertThat(schema.validate(start + "}", InputFormat.JSON)).isNotEmpty();
        assertThat(schema.validate(start + ",\"status\":200}", InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate(start + ",\"error\":true}", InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate(start + ",\"status\":99}", InputFormat.JSON)).isNotEmpty();
        assertThat(schema.validate(start + ",\"status\":200,\"user\":\"" + "u".repeat(201) + "\"}", InputFormat.JSON))
                .isNotEmpty();
    }
}
