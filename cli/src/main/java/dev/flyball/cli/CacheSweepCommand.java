package dev.flyball.cli;

import dev.flyball.cache.redis.RedisServers;
import dev.flyball.cache.sweep.Checkpoint;
import dev.flyball.cache.sweep.KeyPattern;
import dev.flyball.cache.sweep.Pace;
import dev.flyball.cache.sweep.Sweep;
import dev.flyball.cli.cache.CacheAccess;
import dev.flyball.cli.cache.SweepReport;
import dev.flyball.cli.cache.SweepRun;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.lifecycle.Service;
import dev.flyball.cli.text.Plain;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball cache sweep}. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Removes the keys that match a pattern from Redis, on every master, so slowly that readers do not notice.",
            "",
            "The pattern is one of Redis: * any characters, ? one, [ab] one of these, a backslash before one of those."
                    + " Keys of the cache itself are spared, unless --namespace says which; then the pattern is one of its"
                    + " keys. To remove values is no invalidation: apps have them in memory, too.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  flyball cache sweep 'orders:*' --dry-run",
            "  flyball cache sweep --namespace products --dead"
        })
final class CacheSweepCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", arity = "0..1", paramLabel = "PATTERN", description = "Names of the keys to remove.")
    private @Nullable String pattern;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "Sweeps the values of this namespace of the cache.")
    private @Nullable String namespace;

    @Option(names = "--dead", description = "Of the namespace, just the values that no app would serve any more.")
    private boolean dead;

    @Option(names = "--dry-run", description = "Counts, and shows some names, but removes nothing.")
    private boolean dryRun;

    @Option(names = "--resume", paramLabel = "CURSOR", description = "Goes on where a sweep has ended, as it said.")
    private @Nullable String resume;

    @Option(
            names = "--protect",
            paramLabel = "PREFIX",
            description = "Spares keys that begin with this; may be given several times.")
    private List<String> protectedPrefixes = new ArrayList<>();

    @Option(names = "--every-key", description = "Allows a pattern that all keys match.")
    private boolean everyKey;

    @Option(
            names = "--max-probe-latency",
            paramLabel = "TIME",
            defaultValue = "300us",
            converter = TimeSpan.class,
            description = "How much longer than usual readers may wait (default: ${DEFAULT-VALUE}).")
    private Duration maxProbeLatency = Duration.ofNanos(300_000);

    CacheSweepCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        CacheAccess access = new CacheAccess(options.load(), InstantSource.system());
        try {
            Pace.Limits limits = Pace.Limits.DEFAULT.withMaxExcess(maxProbeLatency);
            Checkpoint from = resume == null ? Checkpoint.START : Checkpoint.parse(resume);
            Sweep chosen = sweep(access).protecting(protectedPrefixes);
            try (RedisServers servers = access.servers()) {
                return run(new SweepRun(servers.nodes(), limits, this::say), dryRun ? chosen.dry() : chosen, from);
            }
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    private int run(SweepRun run, Sweep sweep, Checkpoint from) throws Exception {
        SweepReport report = Service.run(run::stop, () -> run.run(sweep, from));
        output.printOne(spec.commandLine().getOut(), report, SweepReport::lines);
        return report.complete() ? ExitCode.OK : ExitCode.INTERRUPTED;
    }

    private Sweep sweep(CacheAccess access) {
        if (namespace == null) {
            if (pattern == null || dead) {
                throw Failure.usage(dead ? "--dead needs --namespace" : "which keys? Give a PATTERN, or --namespace");
            }
            KeyPattern names = new KeyPattern(pattern);
            if (names.isBroad() && !everyKey) {
                throw Failure.usage("every key may match " + names + ": --every-key allows it");
            }
            return everyKey ? Sweep.everyKey(names) : Sweep.keys(names);
        }
        CacheAccess.namespace(namespace);
        if (!dead) {
            return Sweep.namespace(namespace, pattern == null ? "*" : pattern);
        }
        if (pattern != null) {
            throw Failure.usage("either --dead or a PATTERN");
        }
        return Sweep.deadEpochs(namespace, access.log().table(), access.nowMs());
    }

    private void say(String what) {
        spec.commandLine().getErr().println(Plain.text("flyball: " + what));
    }
}
