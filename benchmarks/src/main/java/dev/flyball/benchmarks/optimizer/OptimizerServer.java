package dev.flyball.benchmarks.optimizer;

import dev.flyball.optimizer.OptimizerApp;
import dev.flyball.optimizer.OptimizerConfig;
import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.decide.Budget;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.schemas.topic.Topics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The optimizer in a JVM of its own, which tells each second what it has taken. */
final class OptimizerServer {
    /** Actions that never have enough samples: they go on being measured, and are renewed by each look. */
    private static final Staging ENDLESS = new Staging(List.of(100, 500), 1_000_000, 1_000, 1_000, 60_000);

    private OptimizerServer() {}

    /** @param arguments bootstrap servers, prefix of topics, state folder */
    public static void main(String[] arguments) throws InterruptedException {
        OptimizerApp app = new OptimizerApp(
                OptimizerConfig.defaults()
                        .withTopics(new Topics(arguments[1], OptimizerBench.PARTITIONS))
                        .withKafka(Map.of("bootstrap.servers", arguments[0]))
                        .withStateDir(Path.of(arguments[2]))
                        .withPolicy(Policy.defaults()
                                .withDefaultMode(Mode.AUTO)
                                .withHoldOut(0)
                                .withBudget(new Budget(10_000, 10_000))
                                .withStaging(ENDLESS)),
                InstantSource.system());
        app.start();
        while (true) {
            Thread.sleep(1_000);
            if (app.isRunning()) {
                System.out.println(usage());
            }
        }
    }

    /** Processor time in nanoseconds, and the heap in use in bytes. */
    private static String usage() {
        long cpu = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
        return cpu + " "
                + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
