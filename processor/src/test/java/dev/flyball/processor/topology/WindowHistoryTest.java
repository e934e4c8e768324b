package dev.flyball.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.monitor.PublishedWindow;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WindowHistoryTest {
    private static final long START = 1_763_836_800_000L;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Endpoint CART = new Endpoint("shop", "GET /cart");

    @TempDir
    private Path stateDir;

    private TopologyHarness harness;
    private long boundaryMs = START;
    private WindowHistory history;

    @BeforeEach
    void start() {
        harness = new TopologyHarness(stateDir);
        history = onSameStores();
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    private WindowHistory onSameStores() {
        return new WindowHistory(
                harness.windowBundles(), harness.latestWindows(), KEPT, () -> OptionalLong.of(boundaryMs));
    }

    /** What was published at a boundary, and committed. */
    private void publish(long atMs, PublishedWindow... windows) {
        boundaryMs = atMs;
        for (PublishedWindow window : windows) {
            add(window);
        }
        history.save();
    }

    private static PublishedWindow window(Endpoint endpoint, long startMs, int samples) {
        return window(endpoint, startMs, samples, 0);
    }

    private static PublishedWindow window(Endpoint endpoint, long startMs, int samples, int revision) {
        Digest digest = new Digest();
        for (int i = 0; i < samples; i++) {
            digest.add(Sample.of(startMs, endpoint.service(), endpoint.operation(), 20, 200));
        }
        return new PublishedWindow(endpoint, startMs, revision, revision, digest);
    }

    private Collection<PublishedWindow> between(Endpoint endpoint, long fromMs, long toMs) {
        return WindowHistory.between(endpoint, fromMs, toMs, harness.windowBundles());
    }

    private List<PublishedWindow> newest() {
        return WindowHistory.newest(harness.latestWindows());
    }

    private int records() {
        int records = 0;
        try (KeyValueIterator<?, ?> all = harness.windowBundles().all()) {
            for (; all.hasNext(); all.next()) {
                records++;
            }
        }
        return records;
    }

    private static List<Endpoint> endpoints(int number) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            endpoints.add(new Endpoint("shop", "GET /things-" + i));
        }
        return endpoints;
    }

    private void add(PublishedWindow window) {
        history.add(window, window.toBytes());
    }

    @Test
    void windowsAreReadInTheOrderOfTheirTimeAndOnlyThoseThatStartInTheRange() {
        for (int i = 0; i < 6; i++) {
            publish(START + 10_000 * (i + 1), window(CART, START + 10_000 * i, i + 1));
        }

        assertThat(between(CART, START + 10_000, START + 40_000))
                .extracting(PublishedWindow::startMs, window -> window.digest().count())
                .containsExactly(tuple(START + 10_000, 2L), tuple(START + 20_000, 3L), tuple(START + 30_000, 4L));
        assertThat(between(CART, START + 10_001, START + 20_000)).isEmpty();
        assertThat(between(CART, -1, START + 1)).hasSize(1);
    }

    @Test
    void aCorrectedWindowIsReadAsItWasPublishedLast() {
        publish(START + 10_000, window(CART, START, 5));
        publish(START + 11_000, window(CART, START, 6, 1));
        publish(START + 20_000, window(CART, START + 10_000, 2));

        publish(START + 21_000, window(CART, START, 8, 3), window(CART, START + 10_000, 3, 1));

        assertThat(between(CART, START, START + 20_000))
                .extracting(PublishedWindow::revision, window -> window.digest().count())
                .containsExactly(tuple(3, 8L), tuple(1, 3L));
        assertThat(newest())
                .extracting(PublishedWindow::startMs, PublishedWindow::revision)
                .containsExactly(tuple(START + 10_000, 1));
    }

    @Test
    void theNewestWindowStaysTheNewestWhenAnEarlierOneIsCorrected() {
        publish(START + 20_000, window(CART, START + 10_000, 2));

        publish(START + 21_000, window(CART, START, 1, 1));

        assertThat(newest()).extracting(PublishedWindow::startMs).containsExactly(START + 10_000);
    }

    @Test
    void endpointsShareRecordsButAreReadOneByOne() {
        List<Endpoint> endpoints = endpoints(1_000);
        PublishedWindow[] windows = endpoints.stream()
                .map(endpoint -> window(endpoint, START, 1 + endpoints.indexOf(endpoint) % 7))
                .toArray(PublishedWindow[]::new);

        publish(START + 10_000, windows);

        assertThat(records()).isEqualTo(WindowHistory.GROUPS);
        assertThat(endpoints)
                .allSatisfy(endpoint -> assertThat(between(endpoint, START, START + 1))
                        .extracting(
                                PublishedWindow::endpoint,
                                window -> window.digest().count())
                        .containsExactly(tuple(endpoint, 1L + endpoints.indexOf(endpoint) % 7)));
        assertThat(newest()).extracting(PublishedWindow::endpoint).containsExactlyInAnyOrderElementsOf(endpoints);
        assertThat(WindowHistory.endpoints(harness.latestWindows())).containsExactlyInAnyOrderElementsOf(endpoints);
    }

    @Test
    void whatIsPublishedAtOneBoundaryAfterAnotherIsKeptHoweverManyCommitsLieBetween() {
        publish(START + 10_000, window(CART, START, 1));
        boundaryMs = START + 20_000;
        add(window(CART, START + 10_000, 2));
        boundaryMs = START + 30_000;
        add(window(CART, START + 20_000, 3));

        history.save();

        assertThat(between(CART, START, START + 30_000))
                .extracting(window -> window.digest().count())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void muchIsWrittenBeforeTheCommitAndNothingOfItIsLost() {
        // given more windows at one boundary than are held
        Digest digest = of(new Random(3), 2_000);
        int bytes = new PublishedWindow(CART, START, 0, 0, digest).toBytes().length;
        List<Endpoint> endpoints = endpoints(3 * WindowHistory.MOST_HELD_BYTES / bytes);
        boundaryMs = START + 10_000;

        // when
        endpoints.forEach(endpoint -> add(new PublishedWindow(endpoint, START, 0, 0, digest)));

        // then
        Set<Endpoint> written = written();
        assertThat(written).hasSizeBetween(endpoints.size() / 2, endpoints.size() - 1);
        history.save();
        assertThat(written()).containsExactlyInAnyOrderElementsOf(endpoints);
    }

    private static Digest of(Random random, int samples) {
        Digest digest = new Digest();
        for (int i = 0; i < samples; i++) {
            digest.add(Sample.of(START, "shop", "GET /cart", 20 * Math.exp(random.nextGaussian()), 200)
                    .withUser("u" + random.nextInt()));
        }
        return digest;
    }

    private Set<Endpoint> written() {
        Set<Endpoint> written = new HashSet<>();
        try (KeyValueIterator<?, byte[]> all = harness.windowBundles().all()) {
            all.forEachRemaining(record -> Bundle.forEach(record.value, (endpoint, window) -> written.add(endpoint)));
        }
        return written;
    }

    @Test
    void afterARestartTheNewestWindowsAreFoundAgain() {
        Endpoint silent = new Endpoint("shop", "GET /silent");
        publish(START + 10_000, window(CART, START, 1), window(silent, START, 2));
        publish(START + 20_000, window(CART, START + 10_000, 3));
        publish(START + 21_000, window(CART, START + 10_000, 4, 1), window(CART, START, 2, 1));
        List<PublishedWindow> before = newest();
        harness.latestWindows().delete(CART.key());
        harness.latestWindows().delete(silent.key());

        history = onSameStores();
        history.restore();

        assertThat(newest())
                .extracting(PublishedWindow::endpoint, PublishedWindow::startMs, PublishedWindow::revision)
                .containsExactly(tuple(CART, START + 10_000, 1), tuple(silent, START, 0));
        assertThat(newest())
                .extracting(PublishedWindow::toMetrics)
                .isEqualTo(before.stream().map(PublishedWindow::toMetrics).toList());
    }

    @Test
    void whatIsOlderThanTheHistoryIsForgotten() {
        Endpoint silent = new Endpoint("shop", "GET /silent");
        publish(START + 10_000, window(silent, START, 1), window(CART, START, 1));
        long last = START + KEPT.toMillis();
        publish(last + 10_000, window(CART, last, 1));
        assertThat(newest()).extracting(PublishedWindow::endpoint).contains(silent);

        publish(last + 80_000, window(CART, last + 70_000, 1));

        assertThat(newest()).extracting(PublishedWindow::endpoint).containsExactly(CART);
        assertThat(between(silent, START, START + 1)).isEmpty();
        assertThat(between(CART, last, last + 1)).hasSize(1);
    }

    @Test
    void bytesThatAreNoBundleKeepNobodyFromWatching() {
        publish(START + 10_000, window(CART, START, 1));
        byte[] key = {(byte) WindowHistory.group(CART), 127, 0, 0, 0, 0, 0, 0, 0};
        harness.windowBundles().put(key, new byte[] {99, 1, 2});
        harness.latestWindows().delete(CART.key());

        history.restore();

        assertThat(newest()).extracting(PublishedWindow::endpoint).containsExactly(CART);
        assertThatThrownBy(() -> between(CART, START, START + 1)).isInstanceOf(MalformedBytesException.class);
    }

    @Test
    void theProcessorKeepsWhatItPublishes() {
        harness.run(Traffic.healthy(20), START, START + 10_000);
        harness.tick(START + 12_000);
        harness.publish(Traffic.healthy(1).second(START + 3_000), START + 12_500);
        harness.tick(START + 15_000);

        assertThat(newest())
                .hasSize(1)
                .allSatisfy(window -> assertThat(window.revision()).isEqualTo(1));
        assertThat(between(newest().get(0).endpoint(), START, START + 10_000))
                .extracting(window -> window.digest().count())
                .containsExactly(201L);
    }
}
