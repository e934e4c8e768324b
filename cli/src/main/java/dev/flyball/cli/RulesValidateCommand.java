package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.rules.RuleFile;
import dev.flyball.processor.query.HttpConfig;
import dev.flyball.processor.rules.Lint;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code flyball rules validate}. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Checks a file of rules: faults with their lines, and what can hardly be meant.",
            "Whether each rule fits an endpoint is asked of a running processor, or of --endpoints.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 all well, 1 something can hardly be meant, 2 the file is not right.",
            "",
            "Example: flyball rules validate examples/rules.yaml"
        })
final class RulesValidateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "FILE", description = "Rules, as docs/rules.md has it.")
    @SuppressWarnings("NullAway.Init") // picocli
    private Path file;

    @Option(
            names = "--endpoints",
            paramLabel = "FILE",
            description = "Known endpoints, one 'service|operation' per line; else the processor is asked.")
    private @Nullable Path endpoints;

    RulesValidateCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        FlyballConfig config = options.load();
        List<Rule> rules = RuleFile.read(file);
        List<Lint> lints = new ArrayList<>(Lint.of(rules));
        known(config).ifPresent(known -> lints.addAll(Lint.unused(rules, known)));
        PrintWriter out = spec.commandLine().getOut();
        output.print(
                out,
                lints,
                List.of(
                        new OutputOption.Column<>("RULE", Lint::rule),
                        new OutputOption.Column<>("CAN HARDLY BE MEANT", Lint::fault)));
        say(rules.size() + " rules, " + lints.size() + " remarks");
        return lints.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Optional<List<Endpoint>> known(FlyballConfig config) {
        if (endpoints != null) {
            return Optional.of(listed(endpoints));
        }
        HttpConfig http = config.processor().http();
        Optional<List<Endpoint>> known = new ProcessorClient(http).endpoints();
        if (known.isEmpty()) {
            say("no processor answers at " + new ProcessorClient(http).address()
                    + ", so whether each rule fits an endpoint is not checked (or say --endpoints)");
        }
        return known;
    }

    private static List<Endpoint> listed(Path list) {
        try {
            return Files.readAllLines(list).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> Endpoint.ofKey(line.strip()))
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            throw Failure.usage("--endpoints " + list + ": " + e.getMessage());
        }
    }

    private void say(String line) {
        PrintWriter talk = spec.commandLine().getErr();
        talk.println(line);
        talk.flush();
    }
}
