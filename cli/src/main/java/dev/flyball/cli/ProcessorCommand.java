package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.lifecycle.Service;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.processor.ProcessorApp;
import dev.flyball.processor.ProcessorConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flyball processor}. */
@Command(
        name = "processor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs the processor: reads samples, publishes metrics and alerts, asks the optimizer for help, answers queries.",
            "",
            "Run several for more than one machine can do: they share the partitions. Ends with Ctrl-C or SIGTERM.",
            ""
        },
        footer = {"", "Example: flyball processor --set kafka.bootstrap.servers=broker:9092 --set http.port=8090"})
final class ProcessorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    ProcessorCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        FlyballConfig loaded = options.load();
        ProcessorConfig config = loaded.processor();
        new Preflight(loaded).topics();
        PrintWriter err = spec.commandLine().getErr();
        ProcessorApp processor = new ProcessorApp(config);
        Service.run(processor, () -> {
            processor.start();
            err.println("flyball: the processor reads "
                    + config.topics().requestSamples().name() + " and answers at http://"
                    + config.http().bind() + ":" + processor.httpPort() + "; stop it with Ctrl-C");
            Service.awaitEnd(processor::hasEnded);
            return ExitCode.FAILED;
        });
        err.println("flyball: the processor has ended by itself; the log above says why");
        return ExitCode.FAILED;
    }
}
