package dev.flyball.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A contender that runs in a JVM of its own, so that nobody profits or suffers from what ran before in the same heap or
 * with the same compiled code. Its main method prints one {@link Measured#line}.
 */
public record Fork(String name, Class<?> main, List<String> jvmOptions, List<String> arguments) {
    public Fork {
        jvmOptions = List.copyOf(jvmOptions);
        arguments = List.copyOf(arguments);
    }

    /**
     * Runs it once.
     *
     * @throws IllegalStateException if it fails, or measures nothing
     */
    public Measured run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> measured = out.lines().filter(Measured::isLine).toList();
            int status = process.waitFor();
            if (status != 0 || measured.size() != 1) {
                throw new IllegalStateException(name + " ended with status " + status + " and measured " + measured);
            }
            Measured result = Measured.ofLine(measured.get(0));
            System.err.printf(
                    "  %-28s %,10.0f /s %8.2f us CPU each%n", name, result.perSecond(), result.cpuMicrosEach());
            return result;
        } finally {
            process.destroy();
        }
    }
}
