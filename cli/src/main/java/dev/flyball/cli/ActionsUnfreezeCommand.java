package dev.flyball.cli;

import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.text.Plain;
import dev.flyball.schemas.Freeze;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball actions unfreeze}. */
@Command(
        name = "unfreeze",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Lifts a freeze: what is asked for from now on may be done again.", ""},
        footer = {"", "Example: flyball actions unfreeze --reason 'the sale is over'"})
final class ActionsUnfreezeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OrderOptions by = new OrderOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAMESPACE",
            description = "The freeze of this namespace; else the one of all.")
    private @Nullable String namespace;

    ActionsUnfreezeCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        Freeze lifted = ActionsFreezeCommand.freeze(
                namespace, false, InstantSource.system().millis(), null, by);
        OrderOptions.log(options.load()).freeze(lifted, Set.of());
        PrintWriter out = spec.commandLine().getOut();
        out.println(Plain.text("The freeze of " + (namespace == null ? "all namespaces" : namespace) + " is lifted."));
        out.flush();
        return ExitCode.OK;
    }
}
