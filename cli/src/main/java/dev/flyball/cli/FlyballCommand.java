package dev.flyball.cli;

import dev.flyball.cli.config.Surroundings;
import dev.flyball.schemas.ActionCommand.Order;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code flyball} command: what it can do, and how its parts are put together. */
@Command(
        name = "flyball",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Watches every endpoint of a backend through Kafka and corrects it.", ""},
        footer = {
            "",
            "Start with 'flyball demo': real Kafka and Redis, a shop with traffic, and two incidents that heal before your eyes.",
            "",
            "Exit codes: 0 ok, 1 failed, 2 usage, 3 threshold failed, 4 Kafka or Redis not reachable, 130 interrupted."
        })
public final class FlyballCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    private FlyballCommand() {}

    public static void main(String[] args) {
        System.exit(commandLine(Surroundings.ofProcess()).execute(args));
    }

    /** The whole command line, for a process or for a test. */
    static CommandLine commandLine(Surroundings surroundings) {
        Errors errors = new Errors();
        return new CommandLine(new FlyballCommand())
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new ProcessorCommand(surroundings))
                .addSubcommand(new OptimizerCommand(surroundings))
                .addSubcommand(new LoadCommand(surroundings))
                .addSubcommand(new ReplayCommand(surroundings))
                .addSubcommand(Group.of(
                        "topics",
                        "Creates and lists the topics.",
                        new TopicsCreateCommand(surroundings),
                        new TopicsListCommand(surroundings)))
                .addSubcommand(Group.of(
                        "cache",
                        "Looks into the cache, changes it, and cleans it up.",
                        new CacheGetCommand(surroundings),
                        new CachePutCommand(surroundings),
                        new CacheInvalidateCommand(surroundings),
                        new CacheNamespacesCommand(surroundings),
                        new CacheTagsCommand(surroundings),
                        new CacheWatchCommand(surroundings),
                        new CacheStatsCommand(surroundings),
                        new CacheMemoryCommand(surroundings),
                        new CacheSweepCommand(surroundings)))
                .addSubcommand(Group.of(
                        "rules",
                        "Checks, compares, tells and explains rules.",
                        new RulesValidateCommand(surroundings),
                        new RulesDiffCommand(surroundings),
                        new RulesApplyCommand(surroundings),
                        new RulesListCommand(surroundings),
                        new RulesExplainCommand(surroundings)))
                .addSubcommand(Group.of(
                        "actions",
                        "Shows what the optimizer does, approves it, takes it back, and stops it.",
                        new ActionsListCommand(surroundings),
                        new ActionsShowCommand(surroundings),
                        ActionsOrderCommand.of(
                                surroundings,
                                Order.APPROVE,
                                "Lets begin what was proposed, unless things have changed."),
                        ActionsOrderCommand.of(
                                surroundings,
                                Order.REJECT,
                                "Refuses what was proposed; the namespace is left alone for a while."),
                        ActionsOrderCommand.of(
                                surroundings, Order.ROLLBACK, "Ends a running action and takes it back."),
                        new ActionsFreezeCommand(surroundings),
                        new ActionsUnfreezeCommand(surroundings),
                        new ActionsScoresCommand(surroundings)))
                .addSubcommand(Group.of("config", "Shows the configuration.", new ConfigShowCommand(surroundings)))
                .addSubcommand(new StorefrontCommand(surroundings))
                .addSubcommand(new VersionCommand())
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
