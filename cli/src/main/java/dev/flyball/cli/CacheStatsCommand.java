package dev.flyball.cli;

import dev.flyball.cache.redis.RedisServers;
import dev.flyball.cache.sweep.Census;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.cli.OutputOption.Column;
import dev.flyball.cli.cache.CacheAccess;
import dev.flyball.cli.cache.ServerRow;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.text.Amount;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball cache stats}. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows how Redis does, and how much of it each namespace takes, estimated from a sample of the keys.",
            ""
        },
        footer = {"", "Example: flyball cache stats --sample 50000"})
final class CacheStatsCommand implements Callable<Integer> {
    private static final List<Column<ServerRow>> SERVER_COLUMNS = List.of(
            new Column<>("SERVER", ServerRow::server),
            new Column<>("VERSION", ServerRow::version),
            new Column<>("KEYS", row -> Amount.count(row.keys())),
            new Column<>("MEMORY", CacheStatsCommand::memory),
            new Column<>("WHEN FULL", ServerRow::evictionPolicy),
            new Column<>("HIT RATIO", CacheStatsCommand::hitRatio),
            new Column<>("EVICTED", row -> Amount.count(row.evicted())),
            new Column<>("EXPIRED", row -> Amount.count(row.expired())),
            new Column<>("CLIENTS", row -> Amount.count(row.clients())));
    private static final List<Column<Census.Share>> NAMESPACE_COLUMNS = List.of(
            new Column<>(
                    "NAMESPACE", share -> share.namespace().equals(Census.OTHERS) ? "(others)" : share.namespace()),
            new Column<>("KEYS, ABOUT", share -> Amount.count(share.keys())),
            new Column<>("MEMORY, ABOUT", share -> share.bytes() == 0 ? "-" : Amount.bytes(share.bytes())));

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
            description = "Keys to look at on each server, 0 for none (default: ${DEFAULT-VALUE}).")
    private long sample;

    CacheStatsCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        CacheAccess access = new CacheAccess(options.load(), InstantSource.system());
        if (sample < 0) {
            throw Failure.usage("--sample must be 0 or more, not " + sample);
        }
        try (RedisServers servers = access.servers()) {
            List<ServerRow> rows = servers.nodes().stream().map(ServerRow::of).toList();
            Census census = new Census(sample, Pause.WAITING);
            if (sample > 0) {
                servers.nodes().forEach(census::take);
            }
            print(new Stats(rows, census.shares()));
            return ExitCode.OK;
        } catch (NodeException e) {
            throw Failure.connection(String.valueOf(e.getMessage()));
        }
    }

    private record Stats(List<ServerRow> servers, List<Census.Share> namespaces) {}

    private void print(Stats stats) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(OutputOption.json(stats));
            out.flush();
            return;
        }
        output.print(out, stats.servers, SERVER_COLUMNS);
        if (!stats.namespaces.isEmpty()) {
            out.println();
            output.print(out, stats.namespaces, NAMESPACE_COLUMNS);
        }
    }

    private static String memory(ServerRow row) {
        return Amount.bytes(row.memoryBytes())
                + (row.maxMemoryBytes() == 0 ? "" : " of " + Amount.bytes(row.maxMemoryBytes()));
    }

    private static String hitRatio(ServerRow row) {
        Double ratio = row.hitRatio();
        return ratio == null ? "-" : Amount.percent(ratio);
    }
}
