package dev.flyball.cli.config;

import dev.flyball.cache.sweep.KeyPattern;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.optimizer.memory.Caution;
import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.optimizer.memory.Reach;
import dev.flyball.optimizer.memory.RunBudget;
import dev.flyball.optimizer.memory.Thresholds;
import dev.flyball.optimizer.resources.ResourceConfig;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of the relief of Redis' memory. */
final class MemorySettings {
    private static final Kind<Integer> PERCENT = Kind.number(20, 100);
    private static final Kind<Duration> UP_TO_A_DAY = Kind.duration(Duration.ZERO, Duration.ofDays(1));

    static final Setting<Boolean> ENABLED = new Setting<>(
            "optimizer.memory.enabled",
            "true",
            Kind.SWITCH,
            "Whether the memory of redis.url is looked after; what is done then, optimizer.mode and modes say.");
    static final Setting<Duration> EVERY = new Setting<>(
            "optimizer.memory.every",
            "30s",
            Kind.duration(Duration.ofMillis(100), Duration.ofHours(1)),
            "How often each server is looked at.");
    static final Setting<Integer> WARNING = new Setting<>(
            "optimizer.memory.warning", "75", PERCENT, "Percent of its memory from which on a server is relieved.");
    static final Setting<Integer> CRITICAL = new Setting<>(
            "optimizer.memory.critical", "90", PERCENT, "Percent of its memory from which on that is urgent.");
    static final Setting<Integer> LIMIT = new Setting<>(
            "optimizer.memory.limit-mb",
            "0",
            Kind.number(0, 16 << 20),
            "What a server without maxmemory may take, in MB; 0 leaves it alone.");
    static final Setting<Duration> IDLE_AFTER = new Setting<>(
            "optimizer.memory.idle-after",
            "1h",
            Kind.duration(Duration.ofSeconds(4), Duration.ofDays(30)),
            "For how long nobody must have used a value that is removed; a quarter of that when it is urgent.");
    static final Setting<Integer> BIG_KEY = new Setting<>(
            "optimizer.memory.big-key-kb",
            "1024",
            Kind.number(1, 1 << 20),
            "From which size on, in KB, a key is named in results.");
    static final Setting<Duration> TTL_SCALED_FOR = new Setting<>(
            "optimizer.memory.ttl-scaled-for",
            "30m",
            Kind.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
            "How long values of a cold namespace are kept for shorter.");
    static final Setting<Set<String>> ALLOWED = new Setting<>(
            "optimizer.memory.allowed-patterns",
            "",
            Kind.NAMES,
            "Names of keys, not of the cache, that may be removed when they are cold, such as tmp:*.");
    static final Setting<Duration> COOLDOWN = new Setting<>(
            "optimizer.memory.cooldown",
            "5m",
            UP_TO_A_DAY,
            "How long a server is left alone after a run; doubled each time one did not help.");
    static final Setting<Duration> LONGEST_COOLDOWN =
            new Setting<>("optimizer.memory.longest-cooldown", "1h", UP_TO_A_DAY, "No cooldown is longer.");
    static final Setting<Duration> LONGEST_RUN = new Setting<>(
            "optimizer.memory.longest-run",
            "2m",
            Kind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "How long a run lasts at most; the next one goes on where it ended.");
    static final Setting<Integer> HELD_OUT = new Setting<>(
            "optimizer.memory.held-out-permille",
            "100",
            Kind.number(0, 500),
            "So many of 1000 runs that are not urgent are left out on purpose, to know what happens by itself.");

    static final List<Setting<?>> ALL = List.of(
            ENABLED,
            EVERY,
            WARNING,
            CRITICAL,
            LIMIT,
            IDLE_AFTER,
            BIG_KEY,
            TTL_SCALED_FOR,
            ALLOWED,
            COOLDOWN,
            LONGEST_COOLDOWN,
            LONGEST_RUN,
            HELD_OUT);

    private MemorySettings() {}

    static @Nullable ResourceConfig config(FlyballConfig config, Policy policy) {
        return config.get(ENABLED)
                ? new ResourceConfig(config.redis(), config.get(EVERY), memory(config, policy))
                : null;
    }

    private static MemoryPolicy memory(FlyballConfig config, Policy policy) {
        return new MemoryPolicy(
                policy.mode(MemoryPolicy.NAME),
                new Thresholds(config.get(WARNING) / 100.0, config.get(CRITICAL) / 100.0),
                (long) config.get(LIMIT) << 20,
                config.get(IDLE_AFTER),
                (long) config.get(BIG_KEY) << 10,
                config.get(TTL_SCALED_FOR),
                new Reach(policy.protectedNamespaces(), patterns(config)),
                new Caution(
                        config.get(COOLDOWN),
                        config.get(LONGEST_COOLDOWN),
                        config.get(HELD_OUT),
                        new RunBudget(config.get(LONGEST_RUN), RunBudget.DEFAULT.keys(), RunBudget.DEFAULT.bytes())),
                policy.approvalWithin());
    }

    private static List<KeyPattern> patterns(FlyballConfig config) {
        return config.get(ALLOWED).stream().sorted().map(KeyPattern::new).toList();
    }
}
