package dev.flyball.cache;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One running load of a key, which all who want the key at that time wait for. */
final class Flight<V> {
    private final long generation;
    private final CompletableFuture<Optional<V>> result = new CompletableFuture<>();
    private final AtomicBoolean led = new AtomicBoolean();

    /** @param generation of the steering when it began */
    Flight(long generation) {
        this.generation = generation;
    }

    long generation() {
        return generation;
    }

    /** The value; empty if there is none. */
    CompletableFuture<Optional<V>> result() {
        return result;
    }

    /** Whether the caller is the one who has to load. */
    boolean isMineToLead() {
        return led.compareAndSet(false, true);
    }
}
