package dev.flyball.processor;

import dev.flyball.processor.combine.FoldedBoard;
import dev.flyball.processor.query.QueryApi;
import dev.flyball.processor.telemetry.Telemetry;
import dev.flyball.processor.topology.ProcessorTopology;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running processor: its topology on Kafka Streams, its clock ticks, its query API. */
public final class ProcessorApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorApp.class);
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private final ProcessorConfig config;
    private final InstantSource wallClock;
    /** Closed in reverse order. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private @Nullable KafkaStreams streams;
    private @Nullable QueryApi api;

    public ProcessorApp(ProcessorConfig config) {
        this(config, InstantSource.system());
    }

    ProcessorApp(ProcessorConfig config, InstantSource wallClock) {
        this.config = config;
        this.wallClock = wallClock;
    }

    /**
     * Starts all parts and returns; the stores may still be restored for a while, see {@link #isRunning}.
     *
     * @throws IllegalStateException if Kafka does not answer, or has no topic to read from
     */
    public synchronized void start() {
        Partitions partitions = partitions();
        try {
            Telemetry telemetry = closing(new Telemetry(config.cloudWatch(), wallClock));
            RocksMemory memory = closing(new RocksMemory(config.streams().rocksDbBytes()));
            Restoration restoration = new Restoration(wallClock);
            FoldedBoard board = new FoldedBoard();
            KafkaStreams client = new KafkaStreams(
                    new ProcessorTopology(
                                    ProcessorTopology.Settings.of(
                                                    config.topics(),
                                                    partitions.input,
                                                    partitions.digests,
                                                    config.event(),
                                                    config.monitor())
                                            .withCardinality(config.cardinality())
                                            .withCommitEvery(config.streams().commitInterval()),
                                    telemetry.meters(),
                                    board)
                            .build(),
                    StreamsProperties.of(config, memory));
            parts.push(() -> close(client));
            client.setGlobalStateRestoreListener(restoration);
            client.setStateListener((now, before) -> LOG.info("the processor is {}, after {}", now, before));
            client.setUncaughtExceptionHandler(new ThreadReplacement(wallClock));
            StoreView view = new StoreView(client, config.monitor(), board, restoration);
            telemetry.observe(view);
            telemetry.observe(client);
            client.start();
            streams = client;
            closing(new Ticker(config.kafka(), config.topics().requestSamples().name(), partitions.input))
                    .start(config.event().tickEvery());
            OrderWriter desk = closing(new OrderWriter(config.kafka(), config.topics()));
            api = closing(new QueryApi(config.http(), view, telemetry, desk, wallClock, more -> {}))
                    .start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T closing(T part) {
        parts.push(part);
        return part;
    }

    /** The numbers of partitions by which the processor is laid out. */
    private record Partitions(int input, int digests) {}

    private Partitions partitions() {
        try (Admin admin = Admin.create(new HashMap<>(config.kafka()))) {
            return new Partitions(
                    partitions(admin, config.topics().requestSamples().name()),
                    partitions(admin, config.topics().digests().name()));
        }
    }

    private int partitions(Admin admin, String topic) {
        String servers = config.kafka().get("bootstrap.servers");
        try {
            return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .topicNameValues()
                            .get(topic))
                    .get(ADMIN_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new IllegalStateException(
                        "topic '" + topic + "' does not exist at " + servers + ": run 'flyball topics create'", e);
            }
            throw new IllegalStateException("Kafka at " + servers + " does not tell about '" + topic + "'", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka at " + servers + " does not answer: kafka.bootstrap.servers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka at " + servers, e);
        }
    }

    private static void close(KafkaStreams client) {
        // Without leaving the group, the next start would wait for the session of this one to time out.
        boolean closed = client.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!closed) {
            LOG.warn("not all stream threads have stopped within {}", CLOSE_TIMEOUT);
        }
    }

    /** Whether it was started and has ended, by {@link #close} or because it failed too often. */
    public synchronized boolean hasEnded() {
        return streams != null && streams.state().hasCompletedShutdown();
    }

    /** Whether samples are processed and queries answered. */
    public synchronized boolean isRunning() {
        return streams != null && streams.state() == KafkaStreams.State.RUNNING;
    }

    /**
     * The port of the query API.
     *
     * @throws IllegalStateException if it was not started
     */
    public synchronized int httpPort() {
        if (api == null) {
            throw new IllegalStateException("not started");
        }
        return api.port();
    }

    /** Stops all parts, within about 20 s. */
    @Override
    public synchronized void close() {
        List<Exception> failures = new ArrayList<>();
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            IllegalStateException failure = new IllegalStateException("not all parts could be closed");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }
}
