package dev.flyball.cli.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Every setting of Flyball, in the order in which they are shown. */
final class Settings {
    static final Setting<String> BOOTSTRAP_SERVERS = new Setting<>(
            "kafka.bootstrap.servers",
            "localhost:9092",
            Kind.TEXT,
            "Where Kafka is: host:port, several with commas. Any other property of Kafka's clients may stand beside it.");
    static final Setting<URI> REDIS_URL =
            new Setting<>("redis.url", "redis://localhost:6379", Kind.REDIS_URL, "Where Redis is; rediss:// for TLS.");

    static final Setting<String> TOPIC_PREFIX =
            new Setting<>("topics.prefix", "flyball.", Kind.TOPIC_PREFIX, "Begins the name of every topic.");
    static final Setting<Integer> TOPIC_PARTITIONS = new Setting<>(
            "topics.partitions",
            "4",
            Kind.number(1, 1_000),
            "Partitions of the topics that are spread by endpoint: the most threads that can share the work.");

    static final Setting<String> HTTP_BIND = new Setting<>(
            "http.bind",
            "127.0.0.1",
            Kind.TEXT,
            "Address that the query API listens on; beyond loopback http.token is required.");
    static final Setting<Integer> HTTP_PORT = new Setting<>(
            "http.port",
            "8090",
            Kind.number(0, 65_535),
            "Port of the query API and the dashboard; 0 takes a free one.");
    static final Setting<String> HTTP_TOKEN = new Setting<>(
            "http.token",
            "",
            Kind.OPTIONAL_TEXT,
            "Bearer token that the query API asks for; empty means none, which is for loopback alone.");

    static final Setting<Boolean> CLOUDWATCH = new Setting<>(
            "telemetry.cloudwatch.enabled",
            "false",
            Kind.SWITCH,
            "Whether the processor's own metrics go to CloudWatch, where each costs money.");
    static final Setting<String> CLOUDWATCH_REGION = new Setting<>(
            "telemetry.cloudwatch.region",
            "",
            Kind.OPTIONAL_TEXT,
            "Region of AWS; empty for what the environment of the process says.");
    static final Setting<String> CLOUDWATCH_NAMESPACE =
            new Setting<>("telemetry.cloudwatch.namespace", "Flyball", Kind.TEXT, "The namespace in CloudWatch.");
    static final Setting<Duration> CLOUDWATCH_STEP = new Setting<>(
            "telemetry.cloudwatch.step",
            "1m",
            Kind.duration(Duration.ofMinutes(1), Duration.ofHours(1)),
            "How often metrics are sent.");
    static final Setting<String> CLOUDWATCH_ENDPOINT =
            new Setting<>("telemetry.cloudwatch.endpoint", "", Kind.OPTIONAL_URL, "Another address than that of AWS.");
    static final Setting<Integer> CLOUDWATCH_BATCH =
            new Setting<>("telemetry.cloudwatch.batch-size", "500", Kind.number(1, 1_000), "Metrics in one request.");

    static final List<Setting<?>> ALL = Stream.of(
                    List.<Setting<?>>of(
                            BOOTSTRAP_SERVERS,
                            REDIS_URL,
                            TOPIC_PREFIX,
                            TOPIC_PARTITIONS,
                            HTTP_BIND,
                            HTTP_PORT,
                            HTTP_TOKEN,
                            CLOUDWATCH,
                            CLOUDWATCH_REGION,
                            CLOUDWATCH_NAMESPACE,
                            CLOUDWATCH_STEP,
                            CLOUDWATCH_ENDPOINT,
                            CLOUDWATCH_BATCH),
                    ProcessorSettings.ALL,
                    OptimizerSettings.ALL,
                    MemorySettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private Settings() {}
}
