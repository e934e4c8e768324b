package dev.flyball.cli;

import dev.flyball.cli.config.ConfigException;
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

    private static void say(CommandLine command, String message) {
        command.getErr().println("flyball: " + Plain.text(message));
    }
}
