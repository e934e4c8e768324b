package dev.flyball.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where loads run, and how others wait for them. */
interface Work extends AutoCloseable {
    /** @throws RejectedExecutionException if too much is running and waiting */
    void now(Runnable work);

    /** After a pause, in which no thread waits. */
    void later(Duration pause, Runnable work);

    /** What a load came to. */
    default <T> T await(CompletableFuture<T> load, Duration time)
            throws ExecutionException, TimeoutException, InterruptedException {
        return load.get(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Interrupts what runs. */
    @Override
    void close();
}
