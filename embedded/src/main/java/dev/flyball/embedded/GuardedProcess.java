package dev.flyball.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that does not outlive this JVM, however that ends: a small shell starts it and kills it when its own
 * standard input, a pipe from here, is closed; the system does that even when this JVM is killed.
 */
final class GuardedProcess {
    // Ctrl-C and a terminal that goes away are told to all processes on it; the guard must outlive its JVM then.
    private static final String GUARD = """
            trap '' HUP INT
            exec 3<&0
            "$@" 3<&- >&2 &
            guarded=$!
            echo $guarded
            { read -r end; kill -KILL $guarded; } <&3 &
            wait $guarded
            status=$?
            kill $! 2>/dev/null
            exit $status
            """;

    private final Process guard;
    private final long pid;

    private GuardedProcess(Process guard, long pid) {
        this.guard = guard;
        this.pid = pid;
    }

    /**
     * Starts a command; what it says goes to a file.
     *
     * @throws IOException if there is no {@code sh}, or it cannot start anything
     */
    static GuardedProcess start(List<String> command, Path folder, Path output) throws IOException {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "guard"));
        guarded.addAll(command);
        Process guard = new ProcessBuilder(guarded)
                .directory(folder.toFile())
                .redirectError(output.toFile())
                .start();
        // Closed with the process, not here: more may be said on it.
        BufferedReader said =
                new BufferedReader(new InputStreamReader(guard.getInputStream(), StandardCharsets.US_ASCII));
        String pid = said.readLine();
        if (pid == null) {
            throw new IOException("sh has not started " + command);
        }
        return new GuardedProcess(guard, Long.parseLong(pid));
    }

    long pid() {
        return pid;
    }

    /** Whether it ends within the time. */
    boolean endsWithin(Duration time) {
        try {
            return guard.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !guard.isAlive();
        }
    }

    /** Kills it. */
    void end() {
        try {
            guard.getOutputStream().close();
        } catch (IOException e) {
            // The guard is gone already, and so is what it guarded.
            guard.destroy();
        }
    }

    /** Sends it a signal, such as STOP or CONT. */
    void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        try {
            if (kill.waitFor() != 0) {
                throw new IOException("process " + pid + " takes no signal " + name + "; has it ended?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending " + name, e);
        }
    }
}
