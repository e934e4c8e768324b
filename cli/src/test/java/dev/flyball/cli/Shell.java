package dev.flyball.cli;

import dev.flyball.cli.config.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Runs a command line as a shell would, and keeps what it says. */
record Shell(Map<String, String> environment, Path folder) {
    Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = FlyballCommand.commandLine(new Surroundings(environment, folder))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true));
        int exitCode = command.execute(args);
        return new Result(exitCode, out.toString(), err.toString());
    }

    record Result(int exitCode, String out, String err) {}
}
