package dev.flyball.cli;

import dev.flyball.cli.OutputOption.Column;
import dev.flyball.cli.actions.Told;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.schemas.json.EventJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball actions list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Lists what the optimizer did, does and proposes, the newest first.", ""},
        footer = {"", "Example: flyball actions list --last 2h --all"})
final class ActionsListCommand implements Callable<Integer> {
    private static final List<Column<Told>> COLUMNS = List.of(
            new Column<>("ACTION", Told::id),
            new Column<>("STATE", Told::state),
            new Column<>("WHAT", told -> told.newest().type()),
            new Column<>(
                    "NAMESPACE",
                    told -> told.newest().namespace() == null
                            ? "-"
                            : told.newest().namespace()),
            new Column<>("ENDPOINT", told -> told.newest().endpointOf().key()),
            new Column<>(
                    "LAST TOLD",
                    told -> Instant.ofEpochMilli(told.newest().timestamp()).toString()));

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--last",
            paramLabel = "TIME",
            defaultValue = "1d",
            converter = TimeSpan.class,
            description = "How far back (default: ${DEFAULT-VALUE}).")
    private Duration last = Duration.ofDays(1);

    @Option(names = "--all", description = "Also requests about which nothing was done; 'show' says why.")
    private boolean all;

    ActionsListCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        List<Told> told = OrderOptions.log(options.load()).told(last).stream()
                .filter(one -> all || one.isAction())
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(
                    new String(EventJson.write(told.stream().map(Told::newest).toList()), StandardCharsets.UTF_8));
            out.flush();
        } else {
            output.print(out, told, COLUMNS);
        }
        return ExitCode.OK;
    }
}
