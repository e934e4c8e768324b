package dev.flyball.optimizer.resources;

import dev.flyball.cache.redis.RedisServers;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.optimizer.memory.Allowance;
import dev.flyball.optimizer.memory.MemoryWatch;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the memory of Redis, every now and then, on a thread of its own. */
public final class ResourceOptimizer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ResourceOptimizer.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(8);
    private static final int MOST_DOUBLINGS = 4;
    /** How often orders are looked for while something is proposed. */
    private static final Duration ATTENTIVE = Duration.ofSeconds(1);

    private final ResourceConfig config;
    private final LongSupplier nanoTime;
    private final KafkaDesk desk;
    private final RedisRelief turns;
    private final MemoryWatch watch;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "flyball-resources");

    /**
     * @param allowance what may be done now
     * @param nanoTime a clock that never goes back
     * @param random draws what is held out, and the name of this optimizer
     */
    public ResourceOptimizer(
            ResourceConfig config,
            Map<String, String> kafka,
            Topics topics,
            Supplier<Allowance> allowance,
            InstantSource clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.desk = new KafkaDesk(kafka, topics, clock, nanoTime);
        this.turns = new RedisRelief(config.redis(), TIMEOUT, Long.toHexString(random.nextLong()));
        this.watch = new MemoryWatch(config.memory(), allowance, turns, desk, clock, nanoTime, Pause.WAITING, random);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Ends a run after its current step, and stops. */
    @Override
    public void close() {
        closing.countDown();
        watch.stop();
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            log.warn("the work on Redis has not ended within {}", LONGEST_CLOSE);
        }
        desk.close();
    }

    private void run() {
        int failures = 0;
        do {
            failures = look(failures);
        } while (!isClosingWithin(pause(failures)));
        desk.ignore();
    }

    /** Who has approved something does not wait for the next look. */
    private Duration pause(int failures) {
        Duration pause = config.every().multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return watch.isWaiting() && pause.compareTo(ATTENTIVE) > 0 ? ATTENTIVE : pause;
    }

    /** How often in a row it has failed now. */
    private int look(int failures) {
        try (RedisServers servers = RedisServers.find(config.redis(), TIMEOUT, nanoTime)) {
            watch.look(servers.nodes());
            if (failures > 0) {
                log.info("Redis answers again");
            }
            return 0;
        } catch (NodeException e) {
            if (failures == 0) {
                log.warn("the memory of Redis cannot be looked after, trying on: {}", e.getMessage());
            }
            return failures + 1;
        } catch (RuntimeException e) {
            // Whatever it is, it must not end the watch over memory for good.
            log.error("the memory of Redis was not looked after", e);
            return failures + 1;
        } finally {
            turns.close();
        }
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
