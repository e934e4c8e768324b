package dev.flyball.loadgen.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.loadgen.scenario.Phase;
import dev.flyball.loadgen.scenario.Request;
import dev.flyball.loadgen.scenario.RequestMix;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.yaml.ScenarioReader;
import dev.flyball.schemas.Sample;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class MadeUpBackendTest {
    private static final Scenario SCENARIO = ScenarioReader.read(Path.of("src/main/resources/scenarios/incident.yaml"));
    private static final Phase HEALTHY = SCENARIO.phases().get(0);
    private static final Phase INCIDENT = SCENARIO.phases().get(1);
    private static final Instant DUE = Instant.ofEpochMilli(1_763_836_800_123L);

    @Test
    void theSameSeedGivesTheSameSamples() {
        assertThat(answers(7, HEALTHY)).isEqualTo(answers(7, HEALTHY)).isNotEqualTo(answers(8, HEALTHY));
    }

    @Test
    void responseTimesHaveTheMedianAndTheP95ThatWereAskedFor() {
        double[] times = times(answers(7, HEALTHY), "GET /api/products/{id}");

        assertThat(times[times.length / 2]).isCloseTo(12, Percentage.withPercentage(3));
        assertThat(times[times.length * 95 / 100]).isCloseTo(40, Percentage.withPercentage(5));
    }

    @Test
    void anInjectionHitsItsEndpointAlone() {
        List<Sample> healthy = answers(7, HEALTHY);
        List<Sample> incident = answers(7, INCIDENT);

        double[] slow = times(incident, "GET /api/search");
        assertThat(slow[slow.length / 2]).isCloseTo(8 * 45, Percentage.withPercentage(3));
        assertThat(failures(incident, "GET /api/search")).isCloseTo(0.1, Offset.offset(0.01));
        assertThat(failures(healthy, "GET /api/search")).isZero();
        assertThat(times(incident, "GET /api/products/{id}")).isEqualTo(times(healthy, "GET /api/products/{id}"));
    }

    @Test
    void aSampleSaysThatItIsMadeUpAndWhen() {
        assertThat(answers(7, HEALTHY)).allSatisfy(sample -> {
            assertThat(sample.synthetic()).isTrue();
            assertThat(sample.timestamp()).isEqualTo(DUE.toEpochMilli());
            assertThat(sample.service()).isEqualTo("storefront");
            assertThat(sample.user()).matches("u-\\d{1,4}");
        });
    }

    private static List<Sample> answers(long seed, Phase phase) {
        MadeUpBackend backend = new MadeUpBackend("storefront", seed);
        RequestMix mix = new RequestMix(SCENARIO);
        return LongStream.range(0, 50_000)
                .mapToObj(i -> {
                    Request request = mix.draw(i, phase, DUE);
                    return backend.answer(request);
                })
                .toList();
    }

    private static double[] times(List<Sample> samples, String endpoint) {
        return samples.stream()
                .filter(sample -> sample.endpoint().equals(endpoint))
                .mapToDouble(Sample::responseTimeMs)
                .sorted()
                .toArray();
    }

    private static double failures(List<Sample> samples, String endpoint) {
        return samples.stream()
                .filter(sample -> sample.endpoint().equals(endpoint))
                .mapToInt(sample -> sample.failed() ? 1 : 0)
                .average()
                .orElseThrow();
    }
}
