package dev.flyball.cli.config;

import dev.flyball.cli.rules.RuleFile;
import dev.flyball.processor.ProcessorConfig;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.windows.EventTime;
import dev.flyball.schemas.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of the processor. */
final class ProcessorSettings {
    private static final Duration MS = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofDays(1);

    static final Setting<String> APPLICATION_ID = new Setting<>(
            "processor.application-id",
            "processor",
            Kind.TEXT,
            "Names, behind topics.prefix, the consumer group, the internal topics and the transactions.");
    static final Setting<Path> STATE_DIR =
            new Setting<>("processor.state-dir", "~/.flyball/processor", Kind.FOLDER, "Where the state stores lie.");
    static final Setting<Boolean> EXACTLY_ONCE = new Setting<>(
            "processor.exactly-once",
            "true",
            Kind.SWITCH,
            "Whether sums and alerts are exact after a crash; without it samples may count twice.");
    static final Setting<Integer> THREADS =
            new Setting<>("processor.threads", "1", Kind.number(1, 256), "Stream threads of this process.");
    static final Setting<Duration> COMMIT_INTERVAL = new Setting<>(
            "processor.commit-interval",
            "200ms",
            Kind.duration(Duration.ofMillis(10), Duration.ofMinutes(1)),
            "How often sums are handed on: the shorter, the sooner an alert, and the dearer.");
    static final Setting<Duration> ALLOWED_LATENESS = new Setting<>(
            "processor.allowed-lateness",
            "500ms",
            Kind.duration(Duration.ZERO, Duration.ofHours(1)),
            "How long samples are waited for before a second is closed.");
    static final Setting<Duration> PARTITION_TIMEOUT = new Setting<>(
            "processor.partition-timeout",
            "5m",
            Kind.duration(Duration.ofSeconds(1), DAY),
            "How long an input partition is waited for that is not heard while others are.");
    static final Setting<Duration> TICK_EVERY = new Setting<>(
            "processor.tick-every",
            "250ms",
            Kind.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "How often a tick is written to each input partition, so that time goes on without samples.");
    static final Setting<Duration> HISTORY = new Setting<>(
            "processor.history",
            "1h",
            Kind.duration(Duration.ofMinutes(1), Duration.ofDays(30)),
            "How long windows and resolved alerts can be queried.");
    static final Setting<Duration> LATE_RETENTION = new Setting<>(
            "processor.late-retention",
            "2m",
            Kind.duration(MS, DAY),
            "How long after its end a window is still corrected by late samples.");
    static final Setting<Duration> REQUEST_EVERY = new Setting<>(
            "processor.request-every",
            "30s",
            Kind.duration(Duration.ofSeconds(1), DAY),
            "How often the optimizer is asked for help while an alert stays firing.");
    static final Setting<Duration> ENDPOINT_EXPIRY = new Setting<>(
            "processor.endpoint-expiry",
            "26h",
            Kind.duration(Duration.ofMinutes(1), DAY.multipliedBy(30)),
            "How long after its last sample an endpoint without an open alert is forgotten.");

    static final Setting<String> RULES_FILE = new Setting<>(
            "processor.rules-file",
            "",
            Kind.OPTIONAL_TEXT,
            "Rules that count beside the built-in ones until others are told; empty for none.");

    static final List<Setting<?>> ALL = List.of(
            APPLICATION_ID,
            STATE_DIR,
            EXACTLY_ONCE,
            THREADS,
            COMMIT_INTERVAL,
            ALLOWED_LATENESS,
            PARTITION_TIMEOUT,
            TICK_EVERY,
            HISTORY,
            LATE_RETENTION,
            REQUEST_EVERY,
            RULES_FILE,
            ENDPOINT_EXPIRY);

    private ProcessorSettings() {}

    static ProcessorConfig.Streams streams(FlyballConfig config) {
        return new ProcessorConfig.Streams(
                config.get(APPLICATION_ID),
                config.get(STATE_DIR),
                config.get(EXACTLY_ONCE),
                config.get(THREADS),
                config.get(COMMIT_INTERVAL));
    }

    static EventTime eventTime(FlyballConfig config) {
        return new EventTime(
                config.get(ALLOWED_LATENESS),
                config.get(PARTITION_TIMEOUT),
                config.get(TICK_EVERY),
                config.get(HISTORY));
    }

    static MonitorSettings monitor(FlyballConfig config) {
        return new MonitorSettings(
                rules(config.get(RULES_FILE)),
                config.get(LATE_RETENTION),
                config.get(REQUEST_EVERY),
                config.get(ENDPOINT_EXPIRY));
    }

    /** Those that are built in, replaced name by name by those of the file. */
    private static RuleSet rules(String file) {
        List<Rule> fromFile = file.isEmpty() ? List.of() : RuleFile.read(Path.of(file));
        Set<String> names = fromFile.stream().map(Rule::name).collect(Collectors.toSet());
        return new RuleSet(Stream.concat(
                        RuleSet.DEFAULT.rules().stream().filter(rule -> !names.contains(rule.name())),
                        fromFile.stream())
                .toList());
    }
}
