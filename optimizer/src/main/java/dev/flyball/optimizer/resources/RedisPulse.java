package dev.flyball.optimizer.resources;

import dev.flyball.cache.redis.RedisServers;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.optimizer.memory.Pulses;
import dev.flyball.optimizer.verify.Pulse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feels the pulse of Redis as long as somebody asks for it, on a thread of its own: whoever asks never waits, and is told
 * nothing while Redis is away.
 */
public final class RedisPulse implements Supplier<Optional<Pulse>>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisPulse.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** Twice between two looks at a running action. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final ResourceConfig config;
    private final Duration every;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "flyball-pulse");
    private volatile boolean wanted;
    private volatile @Nullable Pulse last;
    private boolean failed;

    /** @param nanoTime a clock that never goes back */
    public RedisPulse(ResourceConfig config, InstantSource clock, LongSupplier nanoTime) {
        this.config = config;
        this.every = config.every().compareTo(EVERY) < 0 ? config.every() : EVERY;
        this.clock = clock;
        this.nanoTime = nanoTime;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** As it was lately; empty if Redis is away, or nobody had asked before. */
    @Override
    public Optional<Pulse> get() {
        wanted = true;
        return Optional.ofNullable(last);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean asked;
        do {
            asked = wanted;
            wanted = false;
            last = asked ? feel() : null;
        } while (!isClosingWithin(asked || every.compareTo(IDLE) < 0 ? every : IDLE));
    }

    private @Nullable Pulse feel() {
        try (RedisServers servers = RedisServers.find(config.redis(), TIMEOUT, nanoTime)) {
            Pulse pulse = Pulses.of(servers.nodes(), config.memory().limit(), clock, nanoTime, Pause.WAITING);
            failed = false;
            return pulse;
        } catch (NodeException e) {
            if (!failed) {
                log.warn("Redis is not guarded while actions run, as it tells nothing: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            // Whatever it is, it must not end the guard for good.
            log.error("the pulse of Redis was not felt", e);
        }
        failed = true;
        return null;
    }

    private boolean isClosingWithin(Duration pause) {
        try {
            return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
