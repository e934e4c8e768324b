package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.lifecycle.Service;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.optimizer.OptimizerApp;
import dev.flyball.optimizer.OptimizerConfig;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flyball optimizer}. */
@Command(
        name = "optimizer",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs the optimizer: answers the processor's requests by steering caches, and checks whether it helped.",
            "",
            "By default it only says what it would do; --set optimizer.mode=auto lets it act. Ends with Ctrl-C or SIGTERM.",
            ""
        },
        footer = {
            "",
            "Example: flyball optimizer --set optimizer.mode=auto --set optimizer.protected-namespaces=sessions"
        })
final class OptimizerCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    OptimizerCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        FlyballConfig loaded = options.load();
        OptimizerConfig config = loaded.optimizer();
        new Preflight(loaded).topics();
        PrintWriter err = spec.commandLine().getErr();
        OptimizerApp optimizer = new OptimizerApp(config, InstantSource.system());
        Service.run(optimizer, () -> {
            optimizer.start();
            err.println("flyball: the optimizer answers "
                    + config.topics().optimizationRequests().name() + " in mode "
                    + config.policy()
                            .defaultMode()
                            .name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')
                    + "; stop it with Ctrl-C");
            Service.awaitEnd(() -> optimizer.state().hasCompletedShutdown());
            return ExitCode.FAILED;
        });
        err.println("flyball: the optimizer has ended by itself; the log above says why");
        return ExitCode.FAILED;
    }
}
