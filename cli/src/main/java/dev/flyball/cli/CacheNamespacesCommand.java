package dev.flyball.cli;

import dev.flyball.cli.OutputOption.Column;
import dev.flyball.cli.cache.CacheAccess;
import dev.flyball.cli.cache.ControlRow;
import dev.flyball.cli.config.Surroundings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flyball cache namespaces}. */
@Command(
        name = "namespaces",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Lists the namespaces of the cache, and what is ordered for them now.", ""},
        footer = {"", "Example: flyball cache namespaces --output json"})
final class CacheNamespacesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    CacheNamespacesCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        CacheAccess access = new CacheAccess(options.load(), InstantSource.system());
        List<ControlRow> rows = access.log().records().stream()
                .filter(record -> record.tag() == null)
                .map(record -> ControlRow.of(record, access.nowMs()))
                .toList();
        output.print(
                spec.commandLine().getOut(),
                rows,
                List.of(
                        new Column<>("NAMESPACE", ControlRow::namespace),
                        new Column<>("VERSION", row -> Long.toString(row.version())),
                        new Column<>("STALE BEFORE", row -> row.age() + " ago"),
                        new Column<>("MODE", row -> row.mode().name()),
                        new Column<>("TTL SCALE", row -> Double.toString(row.ttlScale())),
                        new Column<>("PERMILLE", row -> Integer.toString(row.cohortPermille())),
                        new Column<>("UNTIL", ControlRow::end),
                        new Column<>("ACTION", ControlRow::steeredBy),
                        new Column<>("REASON", ControlRow::reason)));
        return ExitCode.OK;
    }
}
