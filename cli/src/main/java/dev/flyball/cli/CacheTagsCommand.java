package dev.flyball.cli;

import dev.flyball.cli.OutputOption.Column;
import dev.flyball.cli.cache.CacheAccess;
import dev.flyball.cli.cache.ControlRow;
import dev.flyball.cli.config.Surroundings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball cache tags}. */
@Command(
        name = "tags",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Lists the tags and patterns that have been invalidated, of all namespaces or of one.", ""},
        footer = {"", "Example: flyball cache tags products"})
final class CacheTagsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAMESPACE", description = "Just those of this namespace.")
    private @Nullable String namespace;

    CacheTagsCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        CacheAccess access = new CacheAccess(options.load(), InstantSource.system());
        String wanted = namespace == null ? null : CacheAccess.namespace(namespace);
        List<ControlRow> rows = access.log().records().stream()
                .filter(record -> record.tag() != null)
                .filter(record -> wanted == null || record.namespace().equals(wanted))
                .map(record -> ControlRow.of(record, access.nowMs()))
                .toList();
        output.print(
                spec.commandLine().getOut(),
                rows,
                List.of(
                        new Column<>("NAMESPACE", ControlRow::namespace),
                        new Column<>("TAG", row -> String.valueOf(row.tag())),
                        new Column<>("VERSION", row -> Long.toString(row.version())),
                        new Column<>("INVALIDATED", row -> row.age() + " ago"),
                        new Column<>("STRENGTH", ControlRow::strength),
                        new Column<>("ACTION", ControlRow::steeredBy),
                        new Column<>("REASON", ControlRow::reason)));
        return ExitCode.OK;
    }
}
