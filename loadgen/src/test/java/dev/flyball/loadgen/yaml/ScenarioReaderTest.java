package dev.flyball.loadgen.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.loadgen.scenario.Phase;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.scenario.Scenario.Arrivals;
import dev.flyball.loadgen.scenario.Scenario.StopEarly;
import dev.flyball.loadgen.scenario.Traffic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioReaderTest {
    private static final String MINIMAL = """
            name: tiny
            target: http://127.0.0.1:8080
            requests:
              - path: /
            phases:
              - name: only
                duration: 1s
                arrivalRate: 10
            """;

    @Test
    void theExampleSaysEverything() {
        Scenario scenario = ScenarioReader.read(example("example.yaml"));

        assertThat(scenario.name()).isEqualTo("storefront");
        assertThat(scenario.seed()).isEqualTo(42);
        assertThat(scenario.traffic())
                .isEqualTo(new Traffic.Http(
                        URI.create("http://127.0.0.1:8080"),
                        Duration.ofSeconds(5),
                        Map.of("accept", "application/json"),
                        "x-user"));
        assertThat(scenario.users()).isEqualTo(500);
        assertThat(scenario.arrivals()).isEqualTo(Arrivals.POISSON);
        assertThat(scenario.maxInFlight()).isEqualTo(200);
        assertThat(scenario.stopEarly()).isEqualTo(new StopEarly(0.5, 100));
        assertThat(scenario.requests())
                .extracting(request -> request.endpoint())
                .containsExactly("GET /api/products/{id}", "GET /api/products", "POST /api/orders");
        assertThat(scenario.requests().get(0).expect()).isEqualTo(Set.of(200, 404));
        assertThat(scenario.phases())
                .containsExactly(
                        new Phase("warm-up", Duration.ofSeconds(10), new Phase.Open(5, 20), true, List.of()),
                        new Phase("steady", Duration.ofMinutes(1), new Phase.Open(20, 20), false, List.of()),
                        new Phase(
                                "patient-users",
                                Duration.ofSeconds(30),
                                new Phase.Closed(10, Duration.ofMillis(500)),
                                false,
                                List.of()));
    }

    @Test
    void theSyntheticExampleHasAnIncident() {
        Scenario scenario = ScenarioReader.read(example("incident.yaml"));

        assertThat(scenario.traffic()).isEqualTo(new Traffic.Synthetic("storefront"));
        assertThat(scenario.phases().get(1).inject()).containsExactly(new Phase.Injection("GET /api/search", 8, 0.1));
    }

    @Test
    void whatIsLeftOutHasDefaults() {
        Scenario scenario = ScenarioReader.read("tiny.yaml", MINIMAL);

        assertThat(scenario.seed()).isEqualTo(1);
        assertThat(scenario.maxInFlight()).isEqualTo(256);
        assertThat(scenario.stopEarly()).isNull();
        assertThat(scenario.requests().get(0).endpoint()).isEqualTo("GET /");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    arrivalRate: 10      | arivalRate: 10         | line 8: phases[0].arivalRate is not a setting; did you mean 'arrivalRate'?
                    name: tiny           | nmae: tiny             | line 1: nmae is not a setting; did you mean 'name'?
                    name: tiny           | seed: 3                | name is missing
                    name: tiny           | name: [tiny            | not YAML
                    duration: 1s         | duration: 1 second     | line 7: phases[0].duration must be a duration such as 500ms, 10s, 5m or 1h: 1 second
                    duration: 1s         | duration: 0s           | duration (ms) of phase only must be 1
                    arrivalRate: 10      | arrivalRate: many      | phases[0].arrivalRate must be a number: many
                    arrivalRate: 10      | arrivalRate: -1        | arrivalRate must be 0 to 1000000 per second: -1.0
                    arrivalRate: 10      | arrivalRate: .nan      | phases[0].arrivalRate must be a number
                    arrivalRate: 10      | users: 300             | phases: only has 300 users, but maxInFlight is 256
                    arrivalRate: 10      | warmup: true           | line 6: a phase needs either 'arrivalRate' (per second; open) or 'users' (closed)
                    path: /              | path: /api/{id}        | path /api/{id} needs the variable 'id'
                    path: /              | path: api              | path must begin with '/': api
                    path: /              | latency: {median: 1s}  | requests[0].path is missing
                    target: http://127.0.0.1:8080 | target: storefront   | target must be a URL such as
                    target: http://127.0.0.1:8080 | seed: 1              | either 'target' (a base URL) or 'synthetic'
                    target: http://127.0.0.1:8080 | synthetic: {service: s} | GET / needs latency
                    """)
    void aFaultIsNamedWithItsLine(String right, String wrong, String message) {
        assertThatThrownBy(() -> ScenarioReader.read("tiny.yaml", MINIMAL.replace(right, wrong)))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith("tiny.yaml line ")
                .hasMessageContaining(message);
    }

    @Test
    void aSettingCannotBeSetTwice() {
        assertThatThrownBy(() -> ScenarioReader.read("tiny.yaml", MINIMAL + "name: again\n"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("name");
    }

    private static Path example(String name) {
        return Path.of("src/main/resources/scenarios", name);
    }
}
