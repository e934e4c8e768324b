package dev.flyball.cli;

import dev.flyball.cli.actions.ActionLog;
import dev.flyball.cli.actions.Told;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.text.Plain;
import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.ActionCommand.Order;
import dev.flyball.schemas.json.EventJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball actions approve}, {@code reject} and {@code rollback}: gives an order, and says what came of it. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
final class ActionsOrderCommand implements Callable<Integer> {
    private final Order order;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Mixin
    private final OrderOptions by = new OrderOptions();

    @Parameters(paramLabel = "ACTION", description = "Id of the action, as 'flyball actions list' has it.")
    @SuppressWarnings("NullAway.Init") // picocli
    private String action;

    private ActionsOrderCommand(Surroundings surroundings, Order order) {
        this.order = order;
        this.options = new ConfigOptions(surroundings);
    }

    static CommandLine of(Surroundings surroundings, Order order, String description) {
        String name = order.name().toLowerCase(Locale.ROOT);
        CommandLine command = new CommandLine(new ActionsOrderCommand(surroundings, order)).setCommandName(name);
        command.getCommandSpec()
                .usageMessage()
                .description(description, "")
                .footer("", "Example: flyball actions " + name + " a-3f9c0b7d21e4a856 --reason 'seen with the team'");
        return command;
    }

    @Override
    public Integer call() {
        ActionLog log = OrderOptions.log(options.load());
        // Its owner is found by the namespace; who has it from the results needs no other look-up.
        Told told = log.find(action);
        String addressee = told.newest().addressee();
        if (addressee == null) {
            throw Failure.failed("nothing was done about that request, so there is nothing to " + spec.name());
        }
        if (told.isRelief() && !told.isProposed()) {
            throw Failure.failed("only a relief that waits for approval hears orders, and this one does not: "
                    + told.state() + "; 'flyball actions freeze' ends those that run");
        }
        ActionAnswer answer = log.order(command(addressee));
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(new String(EventJson.write(answer), StandardCharsets.UTF_8));
        } else {
            out.println(Plain.text(answer.words()));
        }
        out.flush();
        return answer.obeyed() ? ExitCode.OK : ExitCode.FAILED;
    }

    private ActionCommand command(String addressee) {
        try {
            return new ActionCommand(
                    ActionCommand.SCHEMA_VERSION,
                    "c-" + UUID.randomUUID(),
                    InstantSource.system().millis(),
                    action,
                    addressee,
                    order,
                    by.by(),
                    by.reason());
        } catch (IllegalArgumentException e) {
            throw Failure.usage(Objects.requireNonNullElse(e.getMessage(), "not a command"));
        }
    }
}
