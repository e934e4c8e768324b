package dev.flyball.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One running load of a key, which all who want the key at that time wait for. */
final class Flight<V> {
    private final long epoch;
    private final CompletableFuture<V> result = new CompletableFuture<>();
    private final AtomicBoolean led = new AtomicBoolean();

    /** @param epoch of the namespace, as it was known before the load */
    Flight(long epoch) {
        this.epoch = epoch;
    }

    long epoch() {
        return epoch;
    }

    CompletableFuture<V> result() {
        return result;
    }

    /** Whether the caller is the one who has to load. */
    boolean isMineToLead() {
        return led.compareAndSet(false, true);
    }
}
