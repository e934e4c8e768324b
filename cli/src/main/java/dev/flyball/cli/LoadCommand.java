package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.lifecycle.Service;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.loadgen.LoadRun;
import dev.flyball.loadgen.Target;
import dev.flyball.loadgen.http.HttpTarget;
import dev.flyball.loadgen.kafka.KafkaTarget;
import dev.flyball.loadgen.report.LoadReport;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.scenario.Traffic;
import dev.flyball.loadgen.yaml.ScenarioException;
import dev.flyball.loadgen.yaml.ScenarioReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball load}. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Generates the load that a scenario describes, over HTTP or as synthetic samples to Kafka, and reports.",
            "",
            "Requests are paced by intended start times, so slow answers are not hidden. With a --max option it ends"
                    + " with 3 if the run was worse.",
            ""
        },
        footer = {"", "Example: flyball load shop.yaml --max-p95 250 --max-error-rate 0.01 --output json"})
final class LoadCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "SCENARIO", description = "YAML file with target, requests and phases.")
    @SuppressWarnings("NullAway.Init") // picocli
    private Path scenario;

    @Option(
            names = "--max-p95",
            paramLabel = "MS",
            description = "Largest 95th percentile of the response time, in milliseconds.")
    private @Nullable Double maxP95Ms;

    @Option(names = "--max-error-rate", paramLabel = "SHARE", description = "Largest share of failed requests, 0 to 1.")
    private @Nullable Double maxErrorRate;

    LoadCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        FlyballConfig config = options.load();
        Scenario plan = read();
        Target target = target(plan, config);
        LoadRun run = LoadRun.of(plan, target);
        AutoCloseable both = () -> {
            run.stop();
            target.close();
        };
        LoadReport report = Service.run(both, () -> {
            spec.commandLine().getErr().println("flyball: running scenario '" + plan.name() + "' ...");
            return run.start().await();
        });
        PrintWriter out = spec.commandLine().getOut();
        out.println(output.isJson() ? report.toJson() : report.toText());
        out.flush();
        List<String> missed = new Thresholds(Optional.ofNullable(maxP95Ms), Optional.ofNullable(maxErrorRate))
                .missedBy(report.total());
        missed.forEach(threshold -> spec.commandLine().getErr().println("flyball: " + threshold));
        return missed.isEmpty() ? ExitCode.OK : ExitCode.THRESHOLD;
    }

    private Scenario read() {
        try {
            return ScenarioReader.read(scenario);
        } catch (ScenarioException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    private static Target target(Scenario plan, FlyballConfig config) {
        if (plan.traffic() instanceof Traffic.Http http) {
            return new HttpTarget(http);
        }
        new Preflight(config).topics();
        return KafkaTarget.connect(
                config.kafka(), config.topics().requestSamples().name(), plan);
    }
}
