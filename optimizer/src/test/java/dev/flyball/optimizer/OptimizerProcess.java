package dev.flyball.optimizer;

import static org.awaitility.Awaitility.await;

import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.decide.Budget;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An optimizer in a JVM of its own, which can be killed without warning. */
final class OptimizerProcess {
    private static final String RUNNING = "RUNNING";

    private final Process process;
    private final Path log;

    private OptimizerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static OptimizerProcess start(String bootstrapServers, String prefix, Path stateDir) throws IOException {
        Path log = Files.createTempFile(Files.createDirectories(stateDir), "optimizer", ".log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OptimizerProcess.class.getName(),
                        bootstrapServers,
                        prefix,
                        stateDir.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new OptimizerProcess(process, log);
    }

    void awaitRunning(Duration patience) {
        await().atMost(patience).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the optimizer ended: " + Files.readString(log));
            }
            return Files.readString(log).contains(RUNNING);
        });
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** A static member of its group: after a kill it is back at once, without waiting for its session to end. */
    private static OptimizerConfig victim(String[] arguments) {
        OptimizerConfig config = config(arguments[0], arguments[1], Path.of(arguments[2]));
        Map<String, String> kafka = new HashMap<>(config.kafka());
        kafka.put("group.instance.id", "victim");
        return config.withKafka(kafka);
    }

    static OptimizerConfig config(String bootstrapServers, String prefix, Path stateDir) {
        return OptimizerConfig.defaults()
                .withTopics(new Topics(prefix, 2))
                .withKafka(Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        // So that what one that was killed has left open is taken over soon.
                        "session.timeout.ms",
                        "3000",
                        "heartbeat.interval.ms",
                        "500",
                        "producer.transaction.timeout.ms",
                        "3000"))
                .withStateDir(stateDir)
                .withPolicy(Policies.invalidateOrServeStale(Mode.AUTO)
                        .withCooldown(Duration.ZERO)
                        .withBudget(new Budget(10_000, 10_000))
                        .withStaging(Staging.DEFAULT.withBaselineLooks(1).withMinSamples(10)));
    }

    /** @param arguments bootstrap servers, prefix of topics, state folder */
    public static void main(String[] arguments) throws InterruptedException {
        OptimizerApp app = new OptimizerApp(victim(arguments), InstantSource.system());
        app.start();
        await().atMost(Duration.ofMinutes(1)).until(app::isRunning);
        System.out.println(RUNNING);
        new CountDownLatch(1).await();
    }
}
