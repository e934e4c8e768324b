package dev.flyball.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Today's readers read every file that was ever committed under {@code golden}; such a file never changes. */
class GoldenEventsTest {
    private static final long WHEN_THEY_WERE_WRITTEN = 1_763_836_800_000L;

    @ParameterizedTest
    @EnumSource
    void thereIsAFullAndAMinimalFile(Event event) {
        assertThat(event.goldenFiles()).contains(event.golden("full"), event.golden("minimal"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SAMPLE")
    void everyEventIsReadAndWrittenWithNothingLost(Event event) throws IOException {
        for (Path file : event.goldenFiles()) {
            byte[] json = Files.readAllBytes(file);

            Object read = EventJson.read(json, event.type);
            byte[] written = EventJson.write(read);

            assertThat(EventJson.read(written, event.type)).as(file.toString()).isEqualTo(read);
            if (event.isOfToday(file)) {
                assertThat(tree(written)).as(file.toString()).isEqualTo(tree(json));
            }
        }
    }

    @Test
    void aRuleOfTheFirstVersionIsAThresholdWithOneMatch() throws IOException {
        byte[] flat = Files.readAllBytes(Event.RULE.goldenFiles().get(0));

        Rule rule = EventJson.read(flat, Rule.class);

        assertThat(tree(flat).get("schemaVersion").asInt()).isEqualTo(1);
        assertThat(rule.schemaVersion()).isEqualTo(Rule.SCHEMA_VERSION);
        assertThat(rule.condition()).isEqualTo(new Condition.Threshold(Metric.P95, 500, 30_000, 0.999, 20));
        assertThat(rule.match()).containsExactly(new Rule.Match("store*", "GET /api/*", true, null));
        assertThat(rule.enabled()).isTrue();
        assertThat(rule.version()).isEqualTo(3);
        assertThat(rule.labels()).containsEntry("team", "shop");
    }

    @Test
    void everySampleIsReadAndWrittenWithNothingLost() throws IOException {
        for (Path file : Event.SAMPLE.goldenFiles()) {
            List<Sample> read = read(Files.readAllBytes(file));
            assertThat(read).as(file.toString()).hasSize(1);

            assertThat(read(SampleWriter.write(read))).as(file.toString()).isEqualTo(read);
        }
    }

    @Test
    void aRecordOfSeveralSamplesIsRead() throws IOException {
        List<Sample> read = read(Files.readAllBytes(Event.SAMPLE.goldenRecord()));

        assertThat(read).extracting(Sample::service).containsExactly("storefront", "storefront", "bücher");
        assertThat(read(SampleWriter.write(read))).isEqualTo(read);
    }

    private static JsonNode tree(byte[] json) throws IOException {
        return EventJson.mapper().readTree(json);
    }

    private static List<Sample> read(byte[] value) {
        List<Sample> samples = new ArrayList<>();
        new SampleReader(SampleLimits.DEFAULT).read(value, WHEN_THEY_WERE_WRITTEN, new SampleReader.Visitor() {
            @Override
            public void sample(Sample sample) {
                samples.add(sample);
            }

            @Override
            public void rejected(Rejection rejection, int from, int to) {
                throw new AssertionError(rejection);
            }
        });
        return samples;
    }
}
