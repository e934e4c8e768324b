package dev.flyball.cli.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.optimizer.OptimizerConfig;
import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.optimizer.resources.ResourceConfig;
import dev.flyball.processor.ProcessorConfig;
import dev.flyball.processor.query.HttpConfig;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceFileTest {
    @Test
    void theReferenceFileHasEverySettingWithItsRealDefault() throws IOException {
        Map<String, String> inFile = YamlFile.parse("flyball-reference.yaml", reference()).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().text()));

        assertThat(inFile)
                .containsExactlyInAnyOrderEntriesOf(
                        Settings.ALL.stream().collect(toMap(Setting::key, Setting::byDefault)));
    }

    @Test
    void theDefaultsAreThoseOfTheParts() {
        FlyballConfig config = FlyballConfig.load(new Surroundings(Map.of(), Path.of("nowhere")), null, List.of());
        ProcessorConfig processor = config.processor();
        OptimizerConfig optimizer = config.optimizer();

        assertThat(processor)
                .isEqualTo(ProcessorConfig.of("localhost:9092")
                        .withStreams(ProcessorConfig.Streams.DEFAULT.withStateDir(
                                processor.streams().stateDir()))
                        .withHttp(new HttpConfig("127.0.0.1", 8090, null)));
        assertThat(optimizer)
                .isEqualTo(OptimizerConfig.defaults()
                        .withStateDir(optimizer.stateDir())
                        .withResources(new ResourceConfig(
                                URI.create("redis://localhost:6379"),
                                Duration.ofSeconds(30),
                                MemoryPolicy.defaults())));
        assertThat(config.topics()).isEqualTo(Topics.DEFAULT);
    }

    @Test
    void everySettingInTheReferenceFileIsExplained() throws IOException {
        List<String> lines = reference().lines().toList();

        for (int line = 1; line < lines.size(); line++) {
            if (lines.get(line).matches(" +[^#]*: .*")) {
                assertThat(lines.get(line - 1)).as("above " + lines.get(line)).matches(" +# .*");
            }
        }
    }

    private static String reference() throws IOException {
        try (InputStream file = Settings.class.getResourceAsStream("/flyball-reference.yaml")) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
