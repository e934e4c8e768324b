package dev.flyball.schemas.json;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.EndpointMetrics;
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
    CACHE_CONTROL(CacheControl.class),
    RULE(Rule.class);

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path SCHEMAS = Path.of("src/main/resources/dev/flyball/schemas");

    final Class<?> type;
    final SchemaOf schema;

    Event(Class<?> type) {
        this.type = type;
        schema = new SchemaOf(type);
    }

    Path schemaFile() {
        return SCHEMAS.resolve(schema.resource());
    }

    Path golden(String file) {
        return GOLDEN.resolve(schema.name()).resolve(file);
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
