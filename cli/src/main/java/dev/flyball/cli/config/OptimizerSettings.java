package dev.flyball.cli.config;

import dev.flyball.optimizer.OptimizerConfig;
import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.decide.Budget;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.optimizer.webhook.WebhookSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
            "What it may do by itself: off decides nothing, dry-run says what it would do, approve waits until somebody has"
                    + " approved, auto does it.");
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

    static final Setting<Double> HOLD_OUT = new Setting<>(
            "optimizer.hold-out",
            "0.1",
            Kind.decimal(0, 0.5),
            "Share of requests, at least, for which nothing is done on purpose, to see what happens by itself.");
    static final Setting<Duration> APPROVAL_WITHIN = new Setting<>(
            "optimizer.approval-within",
            "15m",
            Kind.duration(Duration.ofSeconds(1), Duration.ofDays(7)),
            "How long a proposal waits for approval, in mode approve.");
    static final Setting<List<Integer>> STAGES = new Setting<>(
            "optimizer.stages",
            "10,50",
            Kind.PERCENTAGES,
            "Keys in percent that are treated, stage by stage; after the last one all are.");
    static final Setting<Integer> ACTIONS_PER_HOUR = new Setting<>(
            "optimizer.actions-per-hour",
            "4",
            Kind.number(1, 10_000),
            "Actions that may begin on one namespace in an hour.");
    static final Setting<Integer> ACTIONS_PER_HOUR_IN_ALL = new Setting<>(
            "optimizer.actions-per-hour-in-all",
            "20",
            Kind.number(1, 10_000),
            "Actions that may begin in an hour; each partition has an equal share.");
    static final Setting<Integer> ORIGIN_HEADROOM = new Setting<>(
            "optimizer.origin-headroom",
            "100",
            Kind.number(0, 100_000),
            "How much more an origin may be asked by a first stage, in percent of what it is asked already.");
    static final Setting<Integer> CPU_TARGET = new Setting<>(
            "optimizer.cpu-target",
            "60",
            Kind.number(5, 100),
            "How busy the processors of an instance should be, in percent; above, more instances are recommended.");
    static final Setting<String> WEBHOOK_URL = new Setting<>(
            "optimizer.webhook.url",
            "",
            Kind.OPTIONAL_URL,
            "A service of yours that is called against what no cache can cure: https, or http on this machine.");
    static final Setting<String> WEBHOOK_SECRET = new Setting<>(
            "optimizer.webhook.secret", "", Kind.OPTIONAL_TEXT, "Sent along as a bearer token; empty for none.");
    static final Setting<Duration> WEBHOOK_TIMEOUT = new Setting<>(
            "optimizer.webhook.timeout",
            "5s",
            Kind.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "How long one attempt may take.");
    static final Setting<Integer> WEBHOOK_ATTEMPTS = new Setting<>(
            "optimizer.webhook.attempts",
            "3",
            Kind.number(1, 10),
            "How often it is tried, with growing pauses from 1 s on.");

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
            SERVE_STALE_FOR,
            HOLD_OUT,
            APPROVAL_WITHIN,
            STAGES,
            ACTIONS_PER_HOUR,
            ACTIONS_PER_HOUR_IN_ALL,
            ORIGIN_HEADROOM,
            CPU_TARGET,
            WEBHOOK_URL,
            WEBHOOK_SECRET,
            WEBHOOK_TIMEOUT,
            WEBHOOK_ATTEMPTS);

    private OptimizerSettings() {}

    static OptimizerConfig config(FlyballConfig config) {
        Policy policy = policy(config);
        return new OptimizerConfig(
                config.topics(),
                config.kafka(),
                config.get(APPLICATION_ID),
                config.get(STATE_DIR),
                policy,
                config.get(CPU_TARGET) / 100.0,
                webhook(config),
                MemorySettings.config(config, policy));
    }

    private static @Nullable WebhookSettings webhook(FlyballConfig config) {
        String secret = config.get(WEBHOOK_SECRET);
        return config.get(WEBHOOK_URL).isEmpty()
                ? null
                : new WebhookSettings(
                        URI.create(config.get(WEBHOOK_URL)),
                        secret.isEmpty() ? null : secret,
                        config.get(WEBHOOK_TIMEOUT),
                        config.get(WEBHOOK_ATTEMPTS),
                        Duration.ofSeconds(1));
    }

    private static Policy policy(FlyballConfig config) {
        return Policy.defaults()
                .withDefaultMode(config.get(MODE))
                .withModes(config.get(MODES))
                .withProtectedNamespaces(config.get(PROTECTED))
                .withCooldown(config.get(COOLDOWN), config.get(LONGEST_COOLDOWN))
                .withServeStaleFor(config.get(SERVE_STALE_FOR))
                .withStaging(staging(config))
                .withHoldOut(config.get(HOLD_OUT))
                .withApprovalWithin(config.get(APPROVAL_WITHIN))
                .withBudget(new Budget(config.get(ACTIONS_PER_HOUR), config.get(ACTIONS_PER_HOUR_IN_ALL)))
                .withOriginHeadroom(config.get(ORIGIN_HEADROOM) / 100.0);
    }

    private static Staging staging(FlyballConfig config) {
        return new Staging(
                config.get(STAGES).stream().map(percent -> 10 * percent).toList(),
                config.get(MIN_SAMPLES),
                config.get(BASELINE_LOOKS),
                config.get(TRIAL_LOOKS),
                Staging.DEFAULT.leaseMs());
    }
}
