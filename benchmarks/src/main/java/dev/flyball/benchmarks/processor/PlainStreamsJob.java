package dev.flyball.benchmarks.processor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.benchmarks.Measured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The same windows as a good engineer would have them from the DSL of Kafka Streams: databind, grouped by endpoint (so
 * repartitioned, as the key may be anything), aggregated in a RocksDB store behind a generous record cache.
 */
final class PlainStreamsJob {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlainStreamsJob() {}

    /** The fields that are used. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Request(
            long timestamp,
            String service,
            String endpoint,
            double responseTimeMs,
            int status,
            @Nullable String user) {}

    public static void main(String[] arguments) throws Exception {
        Job job = Job.of(arguments);
        new OutputTopics(job).createAnew();
        Path state = Files.createTempDirectory("flyball-benchmark-");
        Progress progress = new Progress(job);
        Measured measured;
        try (KafkaStreams streams = new KafkaStreams(topology(job, progress), properties(job, state))) {
            streams.start();
            measured = progress.await(Duration.ofSeconds(50));
        }
        System.out.println(measured.line());
        OutputTopics.delete(state);
    }

    private static Properties properties(Job job, Path state) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, job.prefix() + "benchmark-" + UUID.randomUUID());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, job.servers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                job.exactlyOnce() ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20);
        properties.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        return properties;
    }

    private static Topology topology(Job job, Progress progress) {
        StreamsBuilder builder = new StreamsBuilder();
        Serde<Request> requests = json(Request.class);
        builder.stream(job.topics().requestSamples().name(), Consumed.with(Serdes.ByteArray(), requests))
                .filter((key, request) -> request != null)
                .groupBy(
                        (key, request) -> request.service() + "|" + request.endpoint(),
                        Grouped.with("by-endpoint", Serdes.String(), requests))
                .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofSeconds(10), Duration.ofSeconds(1)))
                .aggregate(
                        PlainAggregate::new,
                        (endpoint, request, aggregate) -> {
                            progress.add(1);
                            if (progress.allSeen()) {
                                progress.finish();
                            }
                            return aggregate.add(request);
                        },
                        Materialized.<String, PlainAggregate, WindowStore<Bytes, byte[]>>as("windows")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(PlainAggregate.SERDE))
                .toStream((window, aggregate) -> window.key())
                .mapValues(PlainAggregate::toMetrics)
                .to(
                        job.topics().endpointMetrics().name(),
                        Produced.with(Serdes.String(), json(PlainAggregate.Metrics.class)));
        return builder.build();
    }

    private static <T> Serde<T> json(Class<T> type) {
        return Serdes.serdeFrom(
                (topic, value) -> {
                    try {
                        return value == null ? null : JSON.writeValueAsBytes(value);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                (topic, bytes) -> {
                    try {
                        return bytes == null ? null : JSON.readValue(bytes, type);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
