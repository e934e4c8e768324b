package dev.flyball.processor.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LiveDigestsTest {
    private final LiveDigests live = new LiveDigests();

    private void add(String operation, long... timestamps) {
        for (long timestamp : timestamps) {
            live.add(Sample.of(timestamp, "shop", operation, 5, 200));
        }
    }

    private Map<Endpoint, List<Pane>> drain() {
        Map<Endpoint, List<Pane>> drained = new LinkedHashMap<>();
        live.drain(drained::put);
        return drained;
    }

    @Test
    void panesComeInTheirOrderWhateverThatOfTheSamples() {
        add("GET /", 7_000, 2_500, 9_000, 2_000, 1, 7_999, 2_999);

        assertThat(live.size()).isEqualTo(4);
        assertThat(drain().get(new Endpoint("shop", "GET /")))
                .extracting(Pane::startMs, pane -> pane.digest().count())
                .containsExactly(tuple(0L, 1L), tuple(2_000L, 3L), tuple(7_000L, 2L), tuple(9_000L, 1L));
    }

    @Test
    void endpointsComeInTheOrderOfTheirFirstSamplesAndOnlyOnce() {
        add("GET /b", 1_000);
        add("GET /a", 1_000, 2_000);
        add("GET /b", 2_000);

        assertThat(drain().keySet()).extracting(Endpoint::operation).containsExactly("GET /b", "GET /a");
        assertThat(drain()).isEmpty();
        assertThat(live.size()).isZero();
    }
}
