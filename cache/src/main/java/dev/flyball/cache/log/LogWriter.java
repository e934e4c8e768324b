package dev.flyball.cache.log;

import dev.flyball.schemas.CacheControl;
import java.util.concurrent.CompletableFuture;

/** Appends to the two logs; nothing here waits. */
public interface LogWriter extends AutoCloseable {
    /** Completes with the offset when the log has the record, or fails within a bounded time. */
    CompletableFuture<Long> append(CacheControl control);

    /** The same, for a change of a key. */
    CompletableFuture<Long> append(KeyChange change);

    /** The same, for the end of a control record, {@code namespace} or {@code namespace#tag}. */
    CompletableFuture<Long> remove(String controlKey);

    @Override
    void close();
}
