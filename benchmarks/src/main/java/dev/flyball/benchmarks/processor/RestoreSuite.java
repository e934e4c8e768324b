package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Repeating;
import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.SampleWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * How soon a processor is back after a kill, with 10,000 endpoints that have a past and go on meanwhile: with its state
 * where it was, and with its state lost, so that all of it comes from the changelogs.
 */
public final class RestoreSuite implements Suite {
    private static final int ENDPOINTS = 10_000;
    private static final int PAST_SECONDS = 600;
    private static final int BATCH = 100;
    private static final int BATCH_EVERY_MS = 50;
    private static final Endpoint SOMEBODY = endpoint(0);

    private final InstantSource wallClock = InstantSource.system();

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String about() {
        return "10,000 endpoints: from the start of a process after kill -9 to its first decision; 2 minutes";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        try (Broker broker = Broker.start();
                KafkaProducer<byte[], byte[]> producer = broker.producer()) {
            Repeating samples = pastAndPresent(producer);
            try {
                return killAndRestart(broker);
            } finally {
                samples.close();
            }
        }
    }

    private Report killAndRestart(Broker broker) throws IOException, InterruptedException {
        Path kept = broker.newStateDir();
        long heap;
        try (RunningProcessor first = RunningProcessor.start(broker.servers(), kept)) {
            first.awaitRunning();
            Duration caughtUp = first.awaitEvaluated(SOMEBODY, wallClock.millis() - 2_000);
            System.err.println("  caught up after " + caughtUp.toMillis() + " ms");
            heap = first.heapBytes();
        }
        Report.Builder report = new Report.Builder(name());
        restart(broker, kept, "state kept", "< 10", report);
        restart(broker, broker.newStateDir(), "state lost", "", report);
        return report.figure("heap of the processor with 10,000 endpoints", heap / 1e6, "MB", "")
                .build();
    }

    private void restart(Broker broker, Path state, String what, String wanted, Report.Builder report)
            throws IOException, InterruptedException {
        long killedMs = wallClock.millis();
        try (RunningProcessor again = RunningProcessor.start(broker.servers(), state)) {
            Duration running = again.awaitRunning();
            Duration deciding = again.awaitEvaluated(SOMEBODY, killedMs);
            System.err.printf(
                    "  %s: running after %d ms, decides after %d ms%n", what, running.toMillis(), deciding.toMillis());
            report.figure(what + ": running", running.toMillis() / 1e3, "s", "")
                    .figure(what + ": decides what came after the kill", deciding.toMillis() / 1e3, "s", wanted);
            // So that the next kill does not come while it still catches up.
            again.awaitEvaluated(SOMEBODY, wallClock.millis());
        }
    }

    private static Endpoint endpoint(int number) {
        return new Endpoint("service-" + number / 250, "GET /api/v1/things-" + number % 250 + "/{id}");
    }

    /** Publishes the past, and goes on in the background. */
    private static Repeating pastAndPresent(KafkaProducer<byte[], byte[]> producer) {
        Stream stream = new Stream(producer);
        stream.past(PAST_SECONDS);
        return Repeating.start("samples", stream::present);
    }

    /** Samples of all endpoints, evenly spread, 2,000 a second. */
    private static final class Stream {
        private final InstantSource wallClock = InstantSource.system();
        private final SplittableRandom random = new SplittableRandom(11);
        private final KafkaProducer<byte[], byte[]> producer;
        private int partition;

        Stream(KafkaProducer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        /** Publishes the samples of so many seconds, up to now. */
        void past(int seconds) {
            long now = wallClock.millis();
            for (long at = now - seconds * 1_000L; at < now; at += BATCH_EVERY_MS) {
                publish(at);
            }
            producer.flush();
        }

        void present() {
            publish(wallClock.millis());
            LockSupport.parkNanos(BATCH_EVERY_MS * 1_000_000L);
        }

        private void publish(long timestampMs) {
            List<Sample> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                Endpoint endpoint = endpoint(random.nextInt(ENDPOINTS));
                batch.add(Sample.of(
                        timestampMs,
                        endpoint.service(),
                        endpoint.operation(),
                        20 * Math.exp(0.6 * random.nextGaussian()),
                        random.nextInt(200) == 0 ? 503 : 200));
            }
            partition = (partition + 1) % Broker.TOPICS.partitions();
            String topic = Broker.TOPICS.requestSamples().name();
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(topic, partition, null, SampleWriter.write(batch)));
        }
    }
}
