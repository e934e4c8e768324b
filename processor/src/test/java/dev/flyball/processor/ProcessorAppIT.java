package dev.flyball.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Sample;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessorAppIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = Integer.getInteger("flyball.kills", 5);

    @TempDir
    private Path stateDir;

    @TempDir
    private Path kafkaDir;

    private static final String WINDOWS = "/performance/metrics?timeRange=1h&endpoint=shop%7CGET%20/broken";

    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        bench = Bench.start(kafkaDir);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    /**
     * The promise that {@code DrainStore} rests on an internal interface for: sums handed on before the commit belong to
     * it. Each kill leaves an open transaction, live sums in the heap and stores that are ahead of the log. For more kills
     * than a build has time for: {@code -Dflyball.kills=30}.
     */
    @Test
    void theSumsAreExactHoweverOftenTheProcessorIsKilled() throws Exception {
        Random random = new Random(42);
        long published = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            ProcessorProcess process = ProcessorProcess.start(bench.config(stateDir), stateDir.resolve("log-" + kill));
            try {
                process.awaitRunning(PATIENCE);
                int rounds = 20 + random.nextInt(40);
                for (int round = 0; round < rounds; round++) {
                    List<Sample> batch = batch(random, System.currentTimeMillis() - 10_000);
                    bench.publish(batch);
                    published += batch.size();
                }
                bench.flush();
                // A moment of the log, not of the clock: somewhere between two commits.
                int seen = bench.readBytes(Bench.TOPICS.digests()).size();
                await().atMost(PATIENCE)
                        .until(() -> bench.readBytes(Bench.TOPICS.digests()).size() > seen);
            } finally {
                process.kill();
            }
        }
        long expected = published;
        try (ProcessorApp app = new ProcessorApp(bench.config(stateDir))) {
            app.start();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sumOfWindows()).isEqualTo(expected));
        }
        assertThat(sumOfWindows()).isEqualTo(expected);
    }

    @Test
    void nothingIsLostWhileKafkaIsAway() {
        Random random = new Random(7);
        try (ProcessorApp app = new ProcessorApp(bench.config(stateDir))) {
            app.start();
            await().atMost(PATIENCE).until(app::isRunning);
            bench.publish(batch(random, System.currentTimeMillis() - 10_000));
            bench.flush();

            bench.stopKafka();
            bench.startKafkaAgain();
            bench.publish(batch(random, System.currentTimeMillis() - 10_000));
            bench.flush();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sumOfWindows()).isEqualTo(100));
        }
    }

    private static List<Sample> batch(Random random, long base) {
        List<Sample> batch = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            batch.add(Sample.of(base + random.nextInt(10_000), "shop", "GET /" + random.nextInt(20), 12.5, 200));
        }
        return batch;
    }

    /** The newest revision of each window, added up. */
    private long sumOfWindows() {
        Map<String, EndpointMetrics> newest = new HashMap<>();
        for (EndpointMetrics window : bench.read(Bench.TOPICS.endpointMetrics(), EndpointMetrics.class)) {
            newest.merge(
                    window.endpoint() + window.windowStart(),
                    window,
                    (a, b) -> Comparator.comparingInt(EndpointMetrics::revision).compare(a, b) > 0 ? a : b);
        }
        return newest.values().stream().mapToLong(EndpointMetrics::count).sum();
    }

    @Test
    void anIncidentIsSeenQueriedAndSurvivesARestart() throws Exception {
        // given
        try (ProcessorApp app = new ProcessorApp(bench.config(stateDir))) {
            app.start();
            await().atMost(PATIENCE).until(app::isRunning);

            // when
            bench.raw("not json".getBytes(StandardCharsets.UTF_8));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
                publishFailures();
                return !firing().isEmpty();
            });

            // then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(app, "/performance/alerts?state=firing"))
                            .contains("\"errors\""));
            assertThat(get(app, "/readyz")).contains("running");
            assertThat(get(app, "/metrics")).contains("flyball_samples_rejected_total");
            assertThat(bench.readBytes(Bench.TOPICS.rejectedSamples()))
                    .extracting(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .contains("not json");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(app, WINDOWS)).contains("\"total\":1"));
        }
        Alert before = firing().get(0);

        // when it comes back, its windows are still there, the same alert is still open, and ends
        try (ProcessorApp app = new ProcessorApp(bench.config(stateDir))) {
            app.start();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(get(app, "/performance/endpoints")).contains("GET /broken"));
            assertThat(get(app, WINDOWS)).contains("\"errorRate\":1");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(alerts())
                            .filteredOn(alert -> alert.state() == AlertState.RESOLVED)
                            .extracting(Alert::id)
                            .contains(before.id()));
        }
    }

    private void publishFailures() {
        List<Sample> batch = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            batch.add(Sample.of(System.currentTimeMillis(), "shop", "GET /broken", 5, 500));
        }
        bench.publish(batch);
        bench.flush();
    }

    private List<Alert> alerts() {
        return bench.read(Bench.TOPICS.alerts(), Alert.class);
    }

    private List<Alert> firing() {
        return alerts().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .toList();
    }

    private static String get(ProcessorApp app, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.httpPort() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aMissingTopicIsNamedTogetherWithTheFix() throws Exception {
        try (EmbeddedKafka empty = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
                ProcessorApp app = new ProcessorApp(ProcessorConfig.of(empty.bootstrapServers()))) {
            assertThatThrownBy(app::start)
                    .hasMessageContaining("flyball.request-samples")
                    .hasMessageContaining("flyball topics create");
        }
    }
}
