package dev.flyball.loadgen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.loadgen.scenario.Scenario.Arrivals;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RequestMixTest {
    private static final Phase PHASE =
            new Phase("steady", Duration.ofSeconds(1), new Phase.Open(1, 1), false, List.of());

    @Test
    void theSameSeedGivesTheSameRequests() {
        assertThat(draw(scenario(3), 100)).isEqualTo(draw(scenario(3), 100)).isNotEqualTo(draw(scenario(4), 100));
    }

    @Test
    void aRequestDoesNotDependOnTheOnesBeforeIt() {
        RequestMix fresh = new RequestMix(scenario(3));

        assertThat(fresh.draw(57, PHASE, Instant.EPOCH))
                .isEqualTo(draw(scenario(3), 100).get(57));
    }

    @Test
    void requestsAreDrawnByWeight() {
        long writes = draw(scenario(3), 10_000).stream()
                .filter(request -> request.template().method().equals("POST"))
                .count();

        assertThat(writes / 10_000.0).isCloseTo(0.25, Offset.offset(0.02));
    }

    @Test
    void variablesAreFilledInAndEncodedForTheUrlAlone() {
        RequestTemplate template = new RequestTemplate(
                "POST /{word}",
                "POST",
                "/{word}",
                "{\"word\": \"{word}\", \"other\": {x}}",
                1,
                Map.of("word", new Variable.Choice(List.of("a b/c"))),
                Set.of(),
                null);
        Request request = new Request(0, PHASE, template, Map.of("word", "a b/c"), "u-1", Instant.EPOCH);

        assertThat(request.path()).isEqualTo("/a%20b%2Fc");
        assertThat(request.body()).isEqualTo("{\"word\": \"a b/c\", \"other\": {x}}");
    }

    @Test
    void zipfPrefersTheFirst() {
        Variable zipf = new Variable.Zipf(1, 100, 1.0);

        Map<Boolean, Long> first = LongStream.range(0, 10_000)
                .mapToObj(i -> zipf.draw(Seed.of(1, i)))
                .collect(Collectors.partitioningBy("1"::equals, Collectors.counting()));

        // 1 / (1 + 1/2 + ... + 1/100) = 0.193
        assertThat(first.get(true) / 10_000.0).isCloseTo(0.193, Offset.offset(0.015));
    }

    private static List<Request> draw(Scenario scenario, int requests) {
        RequestMix mix = new RequestMix(scenario);
        return LongStream.range(0, requests)
                .mapToObj(i -> mix.draw(i, PHASE, Instant.EPOCH))
                .toList();
    }

    private static Scenario scenario(long seed) {
        Map<String, Variable> id = Map.of("id", new Variable.Range(1, 1000));
        List<RequestTemplate> requests = Stream.of("GET", "POST")
                .map(method -> new RequestTemplate(
                        method + " /{id}", method, "/{id}", null, method.equals("GET") ? 3 : 1, id, Set.of(), null))
                .toList();
        return new Scenario(
                "test",
                seed,
                new Traffic.Http(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1), Map.of(), null),
                requests,
                10,
                Arrivals.EVEN,
                10,
                null,
                List.of(PHASE));
    }
}
