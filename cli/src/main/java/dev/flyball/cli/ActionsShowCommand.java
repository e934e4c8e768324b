package dev.flyball.cli;

import dev.flyball.cli.actions.Story;
import dev.flyball.cli.actions.Told;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.text.Plain;
import dev.flyball.schemas.json.EventJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball actions show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Tells an action from its beginning: why, to how many keys, what treated keys and the others did, the effect.",
            ""
        },
        footer = {"", "Example: flyball actions show a-3f9c0b7d21e4a856"})
final class ActionsShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "ACTION", description = "Id of the action.")
    @SuppressWarnings("NullAway.Init") // picocli
    private String action;

    ActionsShowCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        Told told = OrderOptions.log(options.load()).find(action);
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(new String(EventJson.write(told.history()), StandardCharsets.UTF_8));
        } else {
            new Story(told).lines().forEach(line -> out.println(Plain.text(line)));
        }
        out.flush();
        return ExitCode.OK;
    }
}
