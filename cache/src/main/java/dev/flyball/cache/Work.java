package dev.flyball.cache;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/** Where loads run. */
interface Work extends AutoCloseable {
    /** @throws RejectedExecutionException if too much is running and waiting */
    void now(Runnable work);

    /** After a pause, in which no thread waits. */
    void later(Duration pause, Runnable work);

    /** Interrupts what runs. */
    @Override
    void close();
}
