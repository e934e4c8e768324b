package dev.flyball.processor;

import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.query.HttpConfig;
import dev.flyball.processor.telemetry.CloudWatchConfig;
import dev.flyball.processor.windows.EventTime;
import dev.flyball.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * All that a processor can be told.
 *
 * @param topics where it reads and writes
 * @param kafka client properties, at least {@code bootstrap.servers}; they win over ours
 * @param streams how the Kafka Streams client runs
 * @param event how event time is followed
 * @param monitor how endpoints are watched
 * @param http where queries are answered
 * @param cloudWatch whether the processor's own metrics go to CloudWatch
 */
public record ProcessorConfig(
        Topics topics,
        Map<String, String> kafka,
        Streams streams,
        EventTime event,
        MonitorSettings monitor,
        HttpConfig http,
        CloudWatchConfig cloudWatch) {
    /**
     * How the Kafka Streams client runs.
     *
     * @param applicationId names, behind the prefix of the topics, the consumer group, the internal topics and the
     *     transactions
     * @param stateDir where the state stores lie
     * @param exactlyOnce whether sums and alerts are exact after a crash; without it samples may count twice
     * @param threads stream threads of this process
     * @param commitInterval how often stage 1 hands its sums on; the shorter, the sooner an alert, and the dearer
     */
    public record Streams(
            String applicationId, Path stateDir, boolean exactlyOnce, int threads, Duration commitInterval) {
        public static final Streams DEFAULT = new Streams(
                "processor",
                Path.of(System.getProperty("user.home", "."), ".flyball", "state"),
                true,
                1,
                Duration.ofMillis(200));

        public Streams {
            require(applicationId.matches("[a-zA-Z0-9._-]{1,100}"), "applicationId is no topic name: " + applicationId);
            require(threads >= 1 && threads <= 256, "threads must be 1 to 256: " + threads);
            require(
                    commitInterval.toMillis() >= 10 && commitInterval.toMillis() <= 60_000,
                    "commitInterval must be 10 ms to 60 s: " + commitInterval);
        }

        public Streams withStateDir(Path stateDir) {
            return new Streams(applicationId, stateDir, exactlyOnce, threads, commitInterval);
        }
    }

    public ProcessorConfig {
        kafka = Map.copyOf(kafka);
        require(kafka.containsKey("bootstrap.servers"), "kafka.bootstrap.servers is missing");
    }

    /** The defaults, with this Kafka. */
    public static ProcessorConfig of(String bootstrapServers) {
        return new ProcessorConfig(
                Topics.DEFAULT,
                Map.of("bootstrap.servers", bootstrapServers),
                Streams.DEFAULT,
                EventTime.DEFAULT,
                MonitorSettings.DEFAULT,
                HttpConfig.LOOPBACK,
                CloudWatchConfig.OFF);
    }

    public ProcessorConfig withKafka(Map<String, String> kafka) {
        return new ProcessorConfig(topics, kafka, streams, event, monitor, http, cloudWatch);
    }

    public ProcessorConfig withTopics(Topics topics) {
        return new ProcessorConfig(topics, kafka, streams, event, monitor, http, cloudWatch);
    }

    public ProcessorConfig withStreams(Streams streams) {
        return new ProcessorConfig(topics, kafka, streams, event, monitor, http, cloudWatch);
    }

    public ProcessorConfig withMonitor(MonitorSettings monitor) {
        return new ProcessorConfig(topics, kafka, streams, event, monitor, http, cloudWatch);
    }

    public ProcessorConfig withHttp(HttpConfig http) {
        return new ProcessorConfig(topics, kafka, streams, event, monitor, http, cloudWatch);
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}
