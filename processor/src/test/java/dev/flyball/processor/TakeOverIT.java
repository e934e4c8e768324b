package dev.flyball.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.processor.replay.Found;
import dev.flyball.processor.replay.LogRecord;
import dev.flyball.processor.replay.Range;
import dev.flyball.processor.replay.Replay;
import dev.flyball.processor.replay.ReplaySettings;
import dev.flyball.processor.windows.EventTime;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.EventJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processors, each with a standby copy of what the other has. */
final class TakeOverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int ENDPOINTS = 6;

    @TempDir
    private Path folder;

    /**
     * Work moves when the second one comes, when it is killed, and when it comes back; there are open alerts all the
     * while. What they publish is, byte for byte, what a single reading of the log comes to.
     */
    @Test
    void whateverMovesFromOneToTheOtherNothingIsLostOrSaidOtherwise() throws Exception {
        try (Bench bench = Bench.start(folder.resolve("kafka"));
                ProcessorApp one = new ProcessorApp(bench.config(folder.resolve("one")))) {
            Shoppers shoppers = new Shoppers(bench);
            one.start();
            await().atMost(PATIENCE).until(one::isRunning);
            shoppers.start();

            ProcessorProcess two = start(bench, "first");
            shoppers.broken = 3;
            await().atMost(PATIENCE).until(() -> count(bench, AlertState.FIRING) == 3);

            two.kill();
            shoppers.broken = ENDPOINTS;
            await("all that the dead one had is looked after")
                    .atMost(PATIENCE)
                    .until(() -> count(bench, AlertState.FIRING) == ENDPOINTS);

            ProcessorProcess back = start(bench, "second");
            try {
                shoppers.broken = 0;
                await().atMost(PATIENCE).until(() -> count(bench, AlertState.RESOLVED) == ENDPOINTS);
            } finally {
                back.kill();
            }
            shoppers.stop();

            await().atMost(PATIENCE).untilAsserted(() -> {
                Found replayed = replay(bench);
                assertThat(json(bench.read(Bench.TOPICS.alerts(), Alert.class))).isEqualTo(json(replayed.alerts));
                assertThat(json(bench.read(Bench.TOPICS.endpointMetrics(), EndpointMetrics.class)))
                        .isEqualTo(json(replayed.metrics));
            });
            assertThat(count(bench, AlertState.FIRING)).isEqualTo(ENDPOINTS);
        }
    }

    private ProcessorProcess start(Bench bench, String log) throws Exception {
        ProcessorProcess process = ProcessorProcess.start(bench.config(folder.resolve("two")), folder.resolve(log));
        process.awaitRunning(PATIENCE);
        return process;
    }

    private static long count(Bench bench, AlertState state) {
        return bench.read(Bench.TOPICS.alerts(), Alert.class).stream()
                .filter(alert -> alert.state() == state)
                .count();
    }

    /** Publish samples all the time; some of the endpoints may be broken. */
    private static final class Shoppers {
        private final Random random = new Random(3);
        private final Bench bench;
        private final Thread thread = new Thread(this::shop, "shoppers");
        private volatile boolean stopped;
        /** How many endpoints fail half of the time. */
        private volatile int broken;

        Shoppers(Bench bench) {
            this.bench = bench;
        }

        void start() {
            // A test that fails leaves it behind.
            thread.setDaemon(true);
            thread.start();
        }

        private void shop() {
            while (!stopped) {
                List<Sample> batch = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    int endpoint = random.nextInt(ENDPOINTS);
                    boolean fails = endpoint < broken && random.nextBoolean();
                    batch.add(Sample.of(
                            System.currentTimeMillis() - random.nextInt(1_000),
                            "shop",
                            "GET /" + endpoint,
                            random.nextInt(100),
                            fails ? 500 : 200));
                }
                bench.publish(batch);
                LockSupport.parkNanos(100_000_000);
            }
        }

        void stop() throws InterruptedException {
            stopped = true;
            thread.join();
            bench.flush();
        }
    }

    private static Found replay(Bench bench) {
        Found found = new Found();
        ProcessorConfig config = bench.config(Path.of("unused"));
        Replay replay = new Replay(
                ReplaySettings.ofTopic(Bench.TOPICS.partitions(), EventTime.DEFAULT, config.monitor(), Range.ALL),
                found);
        List<ConsumerRecord<byte[], byte[]>> log = bench.read(Bench.TOPICS.requestSamples());
        log.stream()
                .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                .forEach(record -> replay.take(
                        new LogRecord(record.partition(), record.offset(), record.timestamp(), record.value())));
        return found;
    }

    /** In one order, since partitions have none among each other. */
    private static List<String> json(List<?> events) {
        return events.stream()
                .map(event -> new String(EventJson.write(event), StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }
}
