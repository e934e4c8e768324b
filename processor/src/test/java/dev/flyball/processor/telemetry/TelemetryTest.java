package dev.flyball.processor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Rejection;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final Telemetry telemetry = new Telemetry(CloudWatchConfig.OFF, InstantSource.fixed(NOW));

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void whatTheTopologyCountsIsScraped() {
        ProcessorMeters meters = telemetry.meters();
        meters.accepted(42);
        meters.rejected(Rejection.Reason.MISSING_FIELD);
        meters.late(3);
        meters.published(7);
        meters.alertBecame(AlertState.FIRING);
        meters.optimizationRequested();
        meters.drained(Duration.ofMillis(250));

        assertThat(telemetry.scrape(null).body().lines())
                .contains(
                        "flyball_samples_total 42.0",
                        "flyball_samples_rejected_total{reason=\"missing-field\"} 1.0",
                        "flyball_samples_rejected_total{reason=\"too-long\"} 0.0",
                        "flyball_samples_late_total 3.0",
                        "flyball_windows_published_total 7.0",
                        "flyball_alerts_transitions_total{state=\"firing\"} 1.0",
                        "flyball_alerts_transitions_total{state=\"pending\"} 0.0",
                        "flyball_optimization_requests_total 1.0",
                        "flyball_drain_seconds_count 1",
                        "flyball_drain_seconds_sum 0.25");
    }

    @Test
    void onlySomeServicesThatFoldGetALabel() {
        for (int i = 0; i < 1_000; i++) {
            telemetry.meters().folded("service-" + i, 2);
        }

        List<String> series = telemetry
                .scrape(null)
                .body()
                .lines()
                .filter(line -> line.startsWith("flyball_endpoints_folded_total"))
                .toList();
        assertThat(series)
                .hasSize(20)
                .contains("flyball_endpoints_folded_total{service=\"service-0\"} 2.0")
                .contains("flyball_endpoints_folded_total{service=\"_other\"} 1962.0");
    }

    @Test
    void aRecommendedNumberOfInstancesIsThereForAWhileAndOfSomeServicesOnly() {
        telemetry.meters().recommended("storefront", 3, NOW.toEpochMilli() - 60_000);
        telemetry.meters().recommended("storefront", 5, NOW.toEpochMilli() - 30_000);
        telemetry.meters().recommended("search", 9, NOW.toEpochMilli() - 600_000);
        for (int i = 0; i < 100; i++) {
            telemetry.meters().recommended("service-" + i, 2, NOW.toEpochMilli());
        }

        assertThat(telemetry.scrape(null).body().lines())
                .contains(
                        "flyball_desired_instances{service=\"storefront\"} 5.0",
                        "flyball_desired_instances{service=\"search\"} NaN")
                .filteredOn(line -> line.startsWith("flyball_desired_instances{"))
                .hasSize(20);
    }

    @Test
    void theLagIsTheDistanceOfEventTimeFromTheWallClock() {
        telemetry.observe(state(OptionalLong.of(12), OptionalLong.of(NOW.toEpochMilli() - 2_500)));

        assertThat(telemetry.scrape(null).body().lines())
                .contains("flyball_endpoints 12.0", "flyball_alerts_open 12.0", "flyball_clock_lag_seconds 2.5");
    }

    @Test
    void whatCannotBeToldIsNotZero() {
        telemetry.observe(state(OptionalLong.empty(), OptionalLong.empty()));

        assertThat(telemetry.scrape(null).body().lines())
                .contains("flyball_endpoints NaN", "flyball_alerts_open NaN", "flyball_clock_lag_seconds NaN");
    }

    @Test
    void theJvmIsWatchedToo() {
        assertThat(telemetry.scrape(null).body())
                .contains("jvm_memory_used_bytes{", "jvm_threads_live_threads ", "process_uptime_seconds ");
    }

    @Test
    void kafkaStreamsIsWatchedOnceItIsThere() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in").to("out");
        Properties nowhere = new Properties();
        nowhere.putAll(Map.of("application.id", "telemetry-test", "bootstrap.servers", "127.0.0.1:1"));
        try (KafkaStreams streams = new KafkaStreams(builder.build(), nowhere)) {
            telemetry.observe(streams);

            assertThat(telemetry.scrape(null).body()).contains("kafka_stream_");
        }
    }

    @Test
    void theBodyIsInTheFormThatTheContentTypeSays() {
        Scrape text = telemetry.scrape("text/plain;version=0.0.4");
        Scrape openMetrics = telemetry.scrape("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        assertThat(text.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text.body()).doesNotContain("# EOF").endsWith("\n");
        assertThat(openMetrics.contentType()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(openMetrics.body()).endsWith("# EOF\n");
    }

    @Test
    void withCloudWatchOffTheAwsSdkIsNotEvenNeeded() throws Exception {
        URL[] withoutAws = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("awssdk") && !entry.contains("cloudwatch"))
                .map(TelemetryTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(withoutAws, ClassLoader.getPlatformClassLoader())) {
            Class<?> config = loader.loadClass(CloudWatchConfig.class.getName());
            Class<?> type = loader.loadClass(Telemetry.class.getName());

            Object started = type.getConstructor(config, InstantSource.class)
                    .newInstance(config.getField("OFF").get(null), InstantSource.system());

            assertThat(started.getClass().getClassLoader()).isSameAs(loader);
            type.getMethod("close").invoke(started);
        }
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private static ProcessorState state(OptionalLong count, OptionalLong clock) {
        return new ProcessorState() {
            @Override
            public OptionalLong endpoints() {
                return count;
            }

            @Override
            public OptionalLong openAlerts() {
                return count;
            }

            @Override
            public OptionalInt restoredPercent() {
                return OptionalInt.empty();
            }

            @Override
            public OptionalLong clock() {
                return clock;
            }
        };
    }
}
