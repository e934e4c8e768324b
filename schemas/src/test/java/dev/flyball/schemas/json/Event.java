package dev.flyball.schemas.json;

import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Freeze;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What has a published schema, with the files that were ever committed as examples of it. */
enum Event {
    SAMPLE(Sample.class),
    ENDPOINT_METRICS(EndpointMetrics.class),
    ALERT(Alert.class),
    OPTIMIZATION_REQUEST(OptimizationRequest.class),
    OPTIMIZATION_RESULT(OptimizationResult.class),
    ACTION_SCORE(ActionScore.class),
    CACHE_CONTROL(CacheControl.class),
    ACTION_COMMAND(ActionCommand.class),
    ACTION_ANSWER(ActionAnswer.class),
    FREEZE(Freeze.class),
    RULE(Rule.class, Rule.SCHEMA_VERSION);

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path SCHEMAS = Path.of("src/main/resources/dev/flyball/schemas");

    final Class<?> type;
    final int version;
    final SchemaOf schema;

    Event(Class<?> type) {
        this(type, 1);
    }

    Event(Class<?> type, int version) {
        this.type = type;
        this.version = version;
        schema = new SchemaOf(type, version);
    }

    Path schemaFile() {
        return SCHEMAS.resolve(schema.resource());
    }

    /** Such as {@code full}, of the version that is written today. */
    Path golden(String example) {
        return GOLDEN.resolve(schema.name()).resolve("v" + version + "-" + example + ".json");
    }

    Path goldenRecord() {
        return GOLDEN.resolve(schema.name()).resolve("v1-record.ndjson");
    }

    /** The schema that was published for the version of that golden file. */
    Path schemaFileOf(Path golden) {
        String ofVersion = golden.getFileName().toString().replaceFirst("-.*", "");
        return SCHEMAS.resolve(schema.name() + "-" + ofVersion + ".schema.json");
    }

    boolean isOfToday(Path file) {
        return file.getFileName().toString().startsWith("v" + version + "-");
    }

    List<Path> goldenFiles() {
        try (Stream<Path> files = Files.list(GOLDEN.resolve(schema.name()))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
