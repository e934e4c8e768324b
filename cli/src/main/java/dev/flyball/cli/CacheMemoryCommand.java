package dev.flyball.cli;

import dev.flyball.cache.redis.RedisServers;
import dev.flyball.cache.sweep.Node.Fact;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.cli.OutputOption.Column;
import dev.flyball.cli.cache.CacheAccess;
import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.text.Amount;
import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.optimizer.memory.MemoryReport;
import dev.flyball.optimizer.memory.MemoryReport.Share;
import dev.flyball.optimizer.resources.ResourceConfig;
import dev.flyball.schemas.BigKey;
import dev.flyball.schemas.RedisMemory;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball cache memory}. */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows where the memory of Redis is: by namespace with how cold its values are, and the largest keys.",
            "",
            "Reads alone, with breaks, and estimates from a sample of the keys. None of them counts as used because of it.",
            ""
        },
        footer = {"", "Example: flyball cache memory --sample 50000"})
final class CacheMemoryCommand implements Callable<Integer> {
    private static final List<Column<MemoryReport>> SERVER_COLUMNS = List.of(
            new Column<>("SERVER", MemoryReport::server),
            new Column<>("LEVEL", report -> report.level().name()),
            new Column<>("USED", report -> used(report.memory())),
            new Column<>("PEAK", report -> Amount.bytes(report.memory().peak())),
            new Column<>("RESIDENT", report -> Amount.bytes(report.memory().resident())),
            new Column<>(
                    "FRAGMENTATION",
                    report -> String.format(Locale.ROOT, "%.2f", report.memory().fragmentation())),
            new Column<>("WHEN FULL", report -> report.memory().evictionPolicy()),
            new Column<>("EVICTED", report -> Amount.count(report.memory().evicted())));
    private static final List<Column<Share>> NAMESPACE_COLUMNS = List.of(
            new Column<>("NAMESPACE", share -> share.namespace().isEmpty() ? "(others)" : share.namespace()),
            new Column<>("KEYS, ABOUT", share -> Amount.count(share.keys())),
            new Column<>("MEMORY, ABOUT", share -> share.bytes() == 0 ? "-" : Amount.bytes(share.bytes())),
            new Column<>("HALF OF THEM", CacheMemoryCommand::use));
    private static final List<Column<BigKey>> KEY_COLUMNS =
            List.of(new Column<>("BIG KEY", BigKey::name), new Column<>("MEMORY", key -> Amount.bytes(key.bytes())));

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Keys to look at on each server (default: ${DEFAULT-VALUE}).")
    private long sample;

    CacheMemoryCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        if (sample < 1) {
            throw Failure.usage("--sample must be 1 or more, not " + sample);
        }
        FlyballConfig config = options.load();
        CacheAccess access = new CacheAccess(config, InstantSource.system());
        ResourceConfig resources = config.optimizer().resources();
        MemoryPolicy policy = resources == null ? MemoryPolicy.defaults() : resources.memory();
        try (RedisServers servers = access.servers()) {
            print(servers.nodes().stream()
                    .map(node -> MemoryReport.of(
                            node, policy, sample, InstantSource.system(), System::nanoTime, Pause.WAITING))
                    .toList());
            return ExitCode.OK;
        } catch (NodeException e) {
            throw Failure.connection(String.valueOf(e.getMessage()));
        }
    }

    private void print(List<MemoryReport> reports) {
        PrintWriter out = spec.commandLine().getOut();
        output.print(out, reports, SERVER_COLUMNS);
        if (output.isJson()) {
            return;
        }
        for (MemoryReport report : reports) {
            out.println();
            out.println(report.server());
            output.print(out, report.namespaces(), NAMESPACE_COLUMNS);
            if (!report.bigKeys().isEmpty()) {
                out.println();
                output.print(out, report.bigKeys(), KEY_COLUMNS);
            }
        }
    }

    private static String used(RedisMemory memory) {
        return Amount.bytes(memory.used())
                + (memory.limit() == 0
                        ? ""
                        : " of " + Amount.bytes(memory.limit()) + " (" + Amount.percent(memory.share()) + ')');
    }

    private static String use(Share share) {
        Long median = share.median();
        if (median == null) {
            return "-";
        }
        return share.usage() == Fact.FREQUENCY
                ? "have a frequency of " + median + " or less"
                : "unused for " + Amount.time(median * 1_000) + " or longer";
    }
}
