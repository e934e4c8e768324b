package dev.flyball.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A clock as a thread of its own has seen it last, some milliseconds ago: to ask the system at each read would take
 * longer than the rest of a hit in memory. Good enough for the age of values, and for nothing that must not be late.
 */
final class TickingClock implements InstantSource, AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(5);

    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long nowMs;

    TickingClock(InstantSource clock) {
        this.clock = clock;
        this.nowMs = clock.millis();
        Thread thread = new Thread(this::tick, "flyball-cache-clock");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public long millis() {
        return nowMs;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMs);
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private void tick() {
        try {
            while (!closing.await(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
                nowMs = clock.millis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
