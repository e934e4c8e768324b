package dev.flyball.cli.config;

import dev.flyball.optimizer.OptimizerConfig;
import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of the optimizer. */
final class OptimizerSettings {
    private static final Kind<Duration> UP_TO_A_WEEK = Kind.duration(Duration.ZERO, Duration.ofDays(7));

    static final Setting<String> APPLICATION_ID = new Setting<>(
            "optimizer.application-id",
            "optimizer",
            Kind.TEXT,
            "The name, behind topics.prefix, that instances which share the work have in common.");
    static final Setting<Path> STATE_DIR = new Setting<>(
            "optimizer.state-dir", "~/.flyball/optimizer", Kind.FOLDER, "Where the state of running actions is kept.");
    static final Setting<Mode> MODE = new Setting<>(
            "optimizer.mode",
            "dry-run",
            Kind.oneOf(Mode.class),
            "What it may do by itself: off decides nothing, dry-run says what it would do, auto does it.");
    static final Setting<Map<String, Mode>> MODES = new Setting<>(
            "optimizer.modes",
            "",
            Kind.each(Mode.class),
            "Other modes for single strategies, such as invalidate=auto,serve-stale=dry-run.");
    static final Setting<Set<String>> PROTECTED = new Setting<>(
            "optimizer.protected-namespaces", "", Kind.NAMES, "Namespaces of the cache that are never touched.");
    static final Setting<Duration> COOLDOWN = new Setting<>(
            "optimizer.cooldown",
            "5m",
            UP_TO_A_WEEK,
            "How long a namespace is left alone after an action; doubled each time one did not help.");
    static final Setting<Duration> LONGEST_COOLDOWN =
            new Setting<>("optimizer.longest-cooldown", "4h", UP_TO_A_WEEK, "No cooldown is longer.");
    static final Setting<Integer> MIN_SAMPLES = new Setting<>(
            "optimizer.min-samples",
            "20",
            Kind.number(1, 1_000_000),
            "Requests that treated keys, and the others, need before anything is concluded from them.");
    static final Setting<Integer> BASELINE_LOOKS = new Setting<>(
            "optimizer.baseline-looks",
            "6",
            Kind.number(1, 1_000),
            "Windows of 10 s, at most, in which both groups of keys are measured before one is treated.");
    static final Setting<Integer> TRIAL_LOOKS = new Setting<>(
            "optimizer.trial-looks",
            "18",
            Kind.number(1, 1_000),
            "Windows of 10 s, at most, that a tenth of the keys is treated for a verdict.");
    static final Setting<Duration> SERVE_STALE_FOR = new Setting<>(
            "optimizer.serve-stale-for",
            "2m",
            UP_TO_A_WEEK,
            "How long stale values are served at a time, once that has proven to help.");

    static final List<Setting<?>> ALL = List.of(
            APPLICATION_ID,
            STATE_DIR,
            MODE,
            MODES,
            PROTECTED,
            COOLDOWN,
            LONGEST_COOLDOWN,
            MIN_SAMPLES,
            BASELINE_LOOKS,
            TRIAL_LOOKS,
            SERVE_STALE_FOR);

    private OptimizerSettings() {}

    static OptimizerConfig config(FlyballConfig config) {
        Policy policy = policy(config);
        return new OptimizerConfig(
                config.topics(),
                config.kafka(),
                config.get(APPLICATION_ID),
                config.get(STATE_DIR),
                policy,
                MemorySettings.config(config, policy));
    }

    private static Policy policy(FlyballConfig config) {
        return new Policy(
                config.get(MODE),
                config.get(MODES),
                config.get(PROTECTED),
                config.get(COOLDOWN),
                config.get(LONGEST_COOLDOWN),
                config.get(SERVE_STALE_FOR),
                new Staging(
                        Staging.DEFAULT.permilles(),
                        config.get(MIN_SAMPLES),
                        config.get(BASELINE_LOOKS),
                        config.get(TRIAL_LOOKS),
                        Staging.DEFAULT.leaseMs()));
    }
}
