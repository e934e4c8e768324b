package dev.flyball.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads on which loads run, at most so many, with a bounded queue. */
final class LoadPool implements Work {
    private static final int WAITING_PER_THREAD = 16;
    private static final Duration NO_ROOM_PAUSE = Duration.ofMillis(20);

    private final ThreadPoolExecutor threads;

    LoadPool(int maxThreads) {
        threads = new ThreadPoolExecutor(
                maxThreads,
                maxThreads,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_PER_THREAD * maxThreads),
                work -> {
                    Thread thread = new Thread(work, "flyball-cache-load");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void now(Runnable work) {
        threads.execute(work);
    }

    @Override
    public void later(Duration pause, Runnable work) {
        CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, this::orLater)
                .execute(work);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The timer's thread is everybody's, and must not load itself. */
    private void orLater(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            if (!threads.isShutdown()) {
                later(NO_ROOM_PAUSE, work);
            }
        }
    }
}
