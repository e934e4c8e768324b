package dev.flyball.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another JVM that is told line by line what to do, and answers in lines. It ends when nobody talks to it any more.
 * System.nanoTime is the same clock for all of them, on Linux.
 */
public final class Peer implements AutoCloseable {
    private static final String ANSWER = "= ";

    private final Process process;
    private final BufferedWriter mouth;
    private final BufferedReader ear;

    private Peer(Process process) {
        this.process = process;
        this.mouth = process.outputWriter(UTF_8);
        this.ear = process.inputReader(UTF_8);
    }

    /** What a peer does for a line; it has to answer at least once. */
    public interface Orders {
        void obey(List<String> words) throws Exception;
    }

    public static Peer start(Class<?> main, List<String> arguments) throws IOException {
        return start(main, List.of("-Xmx512m"), arguments);
    }

    public static Peer start(Class<?> main, List<String> jvmOptions, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new Peer(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    public void tell(Object... words) throws IOException {
        mouth.write(
                String.join(" ", List.of(words).stream().map(Object::toString).toList()));
        mouth.newLine();
        mouth.flush();
    }

    /** The next answer, in words. */
    public List<String> hear() throws IOException {
        for (String line = ear.readLine(); line != null; line = ear.readLine()) {
            if (line.startsWith(ANSWER)) {
                return List.of(line.substring(ANSWER.length()).split(" ", -1));
            }
        }
        throw new IOException("a peer has ended too early");
    }

    public long hearNumber() throws IOException {
        return Long.parseLong(hear().get(0));
    }

    public List<String> ask(Object... words) throws IOException {
        tell(words);
        return hear();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        // So that it does not miss servers that end after it.
        process.onExit().join();
    }

    /** In the other JVM: obeys for as long as there is somebody who tells what. */
    public static void obey(Orders orders) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            orders.obey(List.of(line.split(" ", -1)));
        }
    }

    /** In the other JVM. */
    public static void answer(Object... words) {
        System.out.println(ANSWER
                + String.join(" ", List.of(words).stream().map(Object::toString).toList()));
    }
}
