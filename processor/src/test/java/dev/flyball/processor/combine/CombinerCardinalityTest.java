package dev.flyball.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CombinerCardinalityTest {
    private static final Duration LATENESS = Duration.ofSeconds(1);
    private static final Duration EXPIRY = Duration.ofMinutes(2);
    private static final long START = 1_763_836_800_000L;
    private static final Endpoint OTHER = new Endpoint("shop", "_other");

    private final Map<Endpoint, Long> remembered = new HashMap<>();
    private Combiner combiner = combiner(2, 2);

    private static Combiner combiner(int services, int endpoints) {
        return new Combiner(LATENESS, new Cardinality(services, endpoints), EXPIRY);
    }

    private void publish(long atMs, String service, String operation) {
        combiner.add(Sample.of(atMs, service, operation, 5, 200), atMs);
    }

    private void publish(long atMs, String operation) {
        publish(atMs, "shop", operation);
    }

    private Map<Endpoint, Long> drain() {
        Map<Endpoint, Long> counts = new TreeMap<>();
        combiner.drain(new Combiner.Output() {
            @Override
            public void digests(Endpoint endpoint, DigestRecord.Digests digests) {
                digests.panes()
                        .forEach(pane -> counts.merge(endpoint, pane.digest().count(), Long::sum));
            }

            @Override
            public void watermark(long timestampMs) {}
        });
        combiner.drainChanges(new Memory() {
            @Override
            public void seen(Endpoint endpoint, long seenMs) {
                remembered.put(endpoint, seenMs);
            }

            @Override
            public void gone(Endpoint endpoint) {
                remembered.remove(endpoint);
            }
        });
        return counts;
    }

    @Test
    void endpointsAboveTheBudgetAreCountedAsOther() {
        for (int i = 0; i < 10; i++) {
            publish(START + i, "GET /" + i);
        }
        publish(START + 10, "GET /0");
        publish(START + 11, "_other");

        assertThat(drain())
                .containsOnly(
                        Map.entry(new Endpoint("shop", "GET /0"), 2L),
                        Map.entry(new Endpoint("shop", "GET /1"), 1L),
                        Map.entry(OTHER, 9L));
    }

    @Test
    void servicesAboveTheBudgetAreOneOther() {
        for (int i = 0; i < 10; i++) {
            publish(START + i, "service-" + i, "GET /");
        }
        publish(START + 10, "_other", "GET /");

        assertThat(drain())
                .containsOnly(
                        Map.entry(new Endpoint("service-0", "GET /"), 1L),
                        Map.entry(new Endpoint("service-1", "GET /"), 1L),
                        Map.entry(new Endpoint("_other", "_other"), 9L));
    }

    @Test
    void aSilentEndpointGivesItsPlaceBack() {
        publish(START, "GET /silent");
        publish(START, "GET /busy");
        for (long at = START; at < START + 4 * EXPIRY.toMillis(); at += 10_000) {
            publish(at, "GET /busy");
        }
        drain();

        publish(START + 4 * EXPIRY.toMillis(), "GET /new");

        assertThat(drain()).containsOnlyKeys(new Endpoint("shop", "GET /new"));
        assertThat(remembered)
                .containsOnlyKeys(OTHER, new Endpoint("shop", "GET /busy"), new Endpoint("shop", "GET /new"));
    }

    @Test
    void aSilentServiceGivesItsPlaceBack() {
        publish(START, "one", "GET /");
        publish(START, "two", "GET /");
        combiner.tick(START + 3 * EXPIRY.toMillis());
        drain();
        assertThat(remembered).isEmpty();

        publish(START + 3 * EXPIRY.toMillis(), "three", "GET /");

        assertThat(drain()).containsOnlyKeys(new Endpoint("three", "GET /"));
    }

    @Test
    void whatIsRememberedChangesRarely() {
        publish(START, "GET /busy");
        drain();
        remembered.clear();

        publish(START + 999, "GET /busy");
        drain();
        assertThat(remembered).as("within the grain").isEmpty();

        publish(START + 5_000, "GET /busy");
        drain();
        assertThat(remembered).containsOnlyKeys(new Endpoint("shop", "GET /busy"));
    }

    /** However often it is committed, and whether it begins anew after a commit or not. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aRestartAdmitsTheSameEndpoints(long seed) {
        List<Sample> log = log(new Random(seed));
        combiner = combiner(3, 4);
        log.forEach(sample -> combiner.add(sample, sample.timestamp()));
        Map<Endpoint, Long> inOneGo = drain();
        remembered.clear();

        combiner = combiner(3, 4);
        Random random = new Random(seed + 100);
        Map<Endpoint, Long> withRestarts = new TreeMap<>();
        for (Sample sample : log) {
            combiner.add(sample, sample.timestamp());
            if (random.nextInt(20) == 0) {
                drain().forEach((endpoint, count) -> withRestarts.merge(endpoint, count, Long::sum));
                long newest = combiner.newestMs();
                combiner = combiner(3, 4);
                combiner.restore(newest);
                remembered.forEach(combiner::restore);
            }
        }
        drain().forEach((endpoint, count) -> withRestarts.merge(endpoint, count, Long::sum));

        assertThat(withRestarts).isEqualTo(inOneGo).containsKey(new Endpoint("_other", "_other"));
    }

    private static List<Sample> log(Random random) {
        List<Sample> log = new ArrayList<>();
        long at = START;
        for (int i = 0; i < 3_000; i++) {
            at += random.nextInt(100) == 0 ? random.nextInt(150_000) : random.nextInt(400);
            // Later ones get other names, so that places are given back and taken again.
            int era = i / 500;
            log.add(Sample.of(at, "s" + (era / 2 + random.nextInt(4)), "GET /" + (era + random.nextInt(7)), 5, 200));
        }
        return log;
    }

    @Test
    void theHeaviestShapesOfFoldedNamesAreNamed() {
        publish(START, "GET /a");
        publish(START, "GET /b");
        Random random = new Random(42);
        for (int i = 0; i < 8_000; i++) {
            boolean noise = random.nextInt(4) == 0;
            publish(START, noise ? "GET /" + letters(random) : "GET /api/users/" + i + "/orders/" + i);
        }

        Folded folded = combiner.folded().get(0);

        assertThat(folded.service()).isEqualTo("shop");
        assertThat(folded.samples()).isEqualTo(8_000);
        assertThat(folded.shapes()).hasSizeLessThanOrEqualTo(10);
        assertThat(folded.shapes().get(0).shape()).isEqualTo("GET /api/users/*/...");
        assertThat(folded.shapes().get(0).samples()).isBetween(5_500L, 6_500L);
        assertThat(folded.shapes().get(0).example()).startsWith("GET /api/users/");
    }

    private static String letters(Random random) {
        return random.ints(12, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void whatIsNoLongerFoldedIsForgotten() {
        for (int i = 0; i < 10; i++) {
            publish(START, "GET /" + i);
        }
        assertThat(combiner.folded()).extracting(Folded::samples).containsExactly(8L);

        combiner.tick(START + 2 * EXPIRY.toMillis());

        assertThat(combiner.folded()).isEmpty();
    }
}
