package dev.flyball.processor;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A processor in a JVM of its own, which can be killed without warning. */
final class ProcessorProcess {
    private static final String RUNNING = "RUNNING";

    private final Process process;
    private final Path log;

    private ProcessorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ProcessorProcess start(ProcessorConfig config, Path log) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProcessorProcess.class.getName(),
                        config.kafka().get("bootstrap.servers"),
                        config.streams().stateDir().toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ProcessorProcess(process, log);
    }

    void awaitRunning(Duration patience) {
        await().atMost(patience).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the processor ended: " + Files.readString(log));
            }
            return Files.readString(log).contains(RUNNING);
        });
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** @param arguments bootstrap servers, state folder */
    public static void main(String[] arguments) throws InterruptedException {
        ProcessorConfig config = Bench.config(arguments[0], Path.of(arguments[1]));
        ProcessorApp app = new ProcessorApp(config);
        app.start();
        await().atMost(Duration.ofMinutes(1)).until(app::isRunning);
        System.out.println(RUNNING);
        new CountDownLatch(1).await();
    }
}
