package dev.flyball.loadgen;

import dev.flyball.loadgen.scenario.Request;
import java.util.concurrent.CompletableFuture;

/** Where the requests of a run go. */
public interface Target extends AutoCloseable {
    /**
     * Sends a request; returns at once, and the future ends within the target's time-out. A failure is an outcome; the
     * future itself never fails.
     */
    CompletableFuture<Outcome> send(Request request);

    /** Lets go of connections and threads. */
    @Override
    default void close() {}
}
