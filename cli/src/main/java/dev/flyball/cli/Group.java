package dev.flyball.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only groups others. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND")
final class Group implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    private Group() {}

    static CommandLine of(String name, String description, Object... commands) {
        CommandLine group = new CommandLine(new Group()).setCommandName(name);
        group.getCommandSpec().usageMessage().description(description, "");
        for (Object command : commands) {
            group.addSubcommand(command);
        }
        return group;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of its commands?");
    }
}
