package dev.flyball.cli;

import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.demo.Demo;
import dev.flyball.cli.lifecycle.Service;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows everything at once: real Kafka and Redis, a shop with traffic, and incidents that are healed.",
            "",
            "Nothing has to be installed or configured, and nothing is kept. On a terminal it draws a live table; it"
                    + " goes on until Ctrl-C.",
            ""
        },
        footer = {
            "",
            "Example: flyball demo",
            "Example, for a pipeline (exit code 1 if an incident was not healed): flyball demo --headless --once"
        })
final class DemoCommand implements Callable<Integer> {
    /** Set by {@code bin/flyball} when stdout is a terminal: Java does not tell in the same way in all versions. */
    private static final String TERMINAL = "flyball.terminal";

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Option(names = "--headless", description = "Prints the timeline line by line, even on a terminal.")
    private boolean headless;

    @Option(names = "--once", description = "Ends when each incident was staged once, with 1 if one was not healed.")
    private boolean once;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "With --once: when to give up, from the start (default: ${DEFAULT-VALUE}).")
    private int deadlineSeconds;

    @Option(
            names = {"-v", "--verbose"},
            description = "Logs more to stderr.")
    private boolean verbose;

    DemoCommand(Surroundings surroundings) {
        this.environment = surroundings.environment();
    }

    @Override
    public Integer call() throws Exception {
        if (verbose) {
            Logging.verbose();
        }
        if (deadlineSeconds < 1 || deadlineSeconds > 3_600) {
            throw Failure.usage("--deadline must be 1 to 3600 seconds, not " + deadlineSeconds);
        }
        boolean live = !headless && Boolean.getBoolean(TERMINAL) && !"dumb".equals(environment.get("TERM"));
        Demo.Settings settings = new Demo.Settings(
                live, live && !environment.containsKey("NO_COLOR"), once, Duration.ofSeconds(deadlineSeconds));
        Demo demo = new Demo(
                settings, spec.commandLine().getOut(), spec.commandLine().getErr());
        return Service.run(demo, () -> demo.run() ? ExitCode.OK : ExitCode.FAILED);
    }
}
