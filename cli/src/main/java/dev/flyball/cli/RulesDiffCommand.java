package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.cli.rules.RuleFile;
import dev.flyball.cli.rules.RulePlan;
import dev.flyball.cli.rules.RulesTopic;
import dev.flyball.schemas.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball rules diff}. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Prints what 'rules apply' would change: + new, - taken away, ~ changed.", ""},
        footer = {"", "Example: flyball rules diff rules.yaml --prune"})
final class RulesDiffCommand implements Callable<Integer> {
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

    @Option(names = "--prune", description = "Also take away what was told and is not in the file.")
    private boolean prune;

    RulesDiffCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        FlyballConfig config = options.load();
        List<Rule> wanted = RuleFile.read(file);
        new Preflight(config).kafka().close();
        RulesTopic topic =
                new RulesTopic(config.kafka(), config.topics().rules().name());
        RuleChanges.print(
                RulePlan.of(topic.read().rules(), wanted, prune),
                output,
                spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
