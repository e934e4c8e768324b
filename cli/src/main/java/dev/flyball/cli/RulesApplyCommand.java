package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.cli.rules.RuleFile;
import dev.flyball.cli.rules.RulePlan;
import dev.flyball.cli.rules.RulesTopic;
import dev.flyball.schemas.Rule;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball rules apply}. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Tells running processors the rules of a file; rules that are as they were are not written again.",
            "",
        },
        footer = {"", "Example: flyball rules apply rules.yaml --dry-run"})
final class RulesApplyCommand implements Callable<Integer> {
    /** So that all partitions have heard of a change when it begins to count. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

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

    @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--valid-from",
            paramLabel = "TIME",
            description = "From when on the rules count, such as 2026-01-31T10:00:00Z; else in 5 seconds.")
    private @Nullable String validFrom;

    private final InstantSource wallClock = InstantSource.system();

    RulesApplyCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        FlyballConfig config = options.load();
        List<Rule> wanted = RuleFile.read(file);
        long from = from();
        new Preflight(config).kafka().close();
        RulesTopic topic =
                new RulesTopic(config.kafka(), config.topics().rules().name());
        RulePlan plan = RulePlan.of(topic.read().rules(), wanted, prune);
        if (!dryRun) {
            topic.write(plan.toTell(from), plan.toWithdraw());
        }
        RuleChanges.print(plan, output, spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private long from() {
        if (validFrom == null) {
            return wallClock.instant().plus(AHEAD).toEpochMilli();
        }
        try {
            return OffsetDateTime.parse(validFrom).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw Failure.usage("--valid-from must be a time such as 2026-01-31T10:00:00Z, not '" + validFrom + "'");
        }
    }
}
