package dev.flyball.cli;

import dev.flyball.cli.config.ConfigException;
import dev.flyball.cli.text.Plain;
import java.net.BindException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells users what went wrong in one line each; a stack trace is for those who asked for one, or for our own faults. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        if (fault instanceof Failure failure) {
            say(command, String.valueOf(failure.getMessage()));
            return failure.exitCode();
        }
        if (fault instanceof ConfigException config) {
            config.problems().forEach(problem -> say(command, problem));
            return ExitCode.USAGE;
        }
        Optional<BindException> taken = bindFault(fault);
        if (taken.isPresent()) {
            say(
                    command,
                    "a port is taken (" + taken.get().getMessage()
                            + "); choose another with --set http.port=... or --port");
            return ExitCode.FAILED;
        }
        say(command, "unexpected: " + fault + " (--verbose shows where)");
        if (Logging.isVerbose()) {
            fault.printStackTrace(command.getErr());
        }
        return ExitCode.FAILED;
    }

    @Override
    public int handleParseException(ParameterException fault, String[] args) {
        CommandLine command = fault.getCommandLine();
        say(command, String.valueOf(fault.getMessage()));
        UnmatchedArgumentException.printSuggestions(fault, command.getErr());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static Optional<BindException> bindFault(Throwable fault) {
        return Stream.<Throwable>iterate(fault, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .filter(BindException.class::isInstance)
                .map(BindException.class::cast)
                .findFirst();
    }

    private static void say(CommandLine command, String message) {
        command.getErr().println("flyball: " + Plain.text(message));
    }
}
