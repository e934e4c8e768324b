package dev.flyball.optimizer;

import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.memory.Allowance;
import dev.flyball.optimizer.resources.RedisPulse;
import dev.flyball.optimizer.resources.ResourceConfig;
import dev.flyball.optimizer.resources.ResourceOptimizer;
import dev.flyball.optimizer.topology.Freezes;
import dev.flyball.optimizer.topology.OptimizerTopology;
import dev.flyball.optimizer.webhook.Caller;
import dev.flyball.optimizer.webhook.HttpCaller;
import dev.flyball.schemas.Freeze;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running optimizer. It never ends the process: whoever started it looks at {@link #state()}. */
public final class OptimizerApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OptimizerApp.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final Restarts restarts;
    private final @Nullable ResourceOptimizer resources;
    private final @Nullable RedisPulse pulse;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @throws IllegalArgumentException if the policy names an unknown strategy */
    public OptimizerApp(OptimizerConfig config, InstantSource clock) {
        restarts = new Restarts(clock);
        pulse = config.resources() == null ? null : new RedisPulse(config.resources(), clock, System::nanoTime);
        streams = new KafkaStreams(
                OptimizerTopology.build(
                        config.topics(), config.policy(), config.strategies(), caller(config), pulse, clock),
                new StreamsConfig(StreamsSettings.of(config)));
        streams.setUncaughtExceptionHandler(this::recover);
        resources = resources(config, streams, clock);
    }

    /**
     * Starts, and returns before all is running. The topics have to exist.
     *
     * @throws org.apache.kafka.streams.errors.StreamsException if how the caches are steered cannot be read
     */
    public void start() {
        streams.start();
        if (resources != null) {
            resources.start();
        }
        if (pulse != null) {
            pulse.start();
        }
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Stops within 10 s; running actions go on with the next start. */
    @Override
    public void close() {
        closing.countDown();
        if (resources != null) {
            resources.close();
        }
        // Without leaving the group, the next start would wait for the session of this one to time out.
        CloseOptions leaving =
                CloseOptions.timeout(LONGEST_CLOSE).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(leaving)) {
            LOG.warn("not everything has stopped within {}", LONGEST_CLOSE);
        }
        if (pulse != null) {
            pulse.close();
        }
    }

    private static Caller caller(OptimizerConfig config) {
        return config.webhook() == null ? Caller.NONE : new HttpCaller(config.webhook(), new SecureRandom());
    }

    private static @Nullable ResourceOptimizer resources(
            OptimizerConfig config, KafkaStreams streams, InstantSource clock) {
        ResourceConfig wanted = config.resources();
        if (wanted == null) {
            return null;
        }
        Freezes freezes = new Freezes(streams);
        return new ResourceOptimizer(
                wanted,
                config.kafka(),
                config.topics(),
                () -> allowance(wanted.memory().mode(), freezes.holding(clock.millis())),
                clock,
                System::nanoTime,
                new SecureRandom());
    }

    /** Nothing while all is frozen, or while it is not known what is. */
    private static Allowance allowance(Mode mode, Optional<Set<String>> frozen) {
        return frozen.filter(keys -> !keys.contains(Freeze.ALL))
                .map(keys -> new Allowance(mode, keys))
                .orElse(Allowance.NONE);
    }

    private StreamThreadExceptionResponse recover(Throwable failure) {
        Optional<Duration> pause = restarts.next();
        if (pause.isEmpty()) {
            LOG.error("a stream thread failed too often, the optimizer stops", failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("a stream thread failed and is replaced in {}", pause.get(), failure);
        return isClosingWithin(pause.get())
                ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private boolean isClosingWithin(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
