package dev.flyball.cli;

import dev.flyball.cli.OutputOption.Column;
import dev.flyball.cli.config.FlyballConfig.Shown;
import dev.flyball.cli.config.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flyball config show}: what is set, and where. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints every setting, its value, and where the value came from. Secrets are masked.",
            "",
            "Later layers win: defaults, the file, FLYBALL_* in the environment, --set.",
            ""
        },
        footer = {"", "Example: FLYBALL_REDIS_URL=redis://cache:6379 flyball config show --output json"})
final class ConfigShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    ConfigShowCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        output.print(
                spec.commandLine().getOut(),
                options.load().shown(),
                List.of(
                        new Column<>("SETTING", Shown::key),
                        new Column<>("VALUE", Shown::value),
                        new Column<>("FROM", Shown::origin)));
        return ExitCode.OK;
    }
}
