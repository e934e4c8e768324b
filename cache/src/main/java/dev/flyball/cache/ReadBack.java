package dev.flyball.cache;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Those who wait until the control log has been read past a record of theirs. */
final class ReadBack {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ConcurrentNavigableMap<Long, CompletableFuture<Void>> waiting = new ConcurrentSkipListMap<>();
    private final AtomicLong readUpTo = new AtomicLong();

    /** Completes when the record at an offset has been read; fails after 10 s. */
    CompletableFuture<Void> of(long offset) {
        CompletableFuture<Void> read = waiting.computeIfAbsent(
                offset, o -> new CompletableFuture<Void>().orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        release(readUpTo.get());
        return read.whenComplete((done, failure) -> waiting.remove(offset, read));
    }

    /** All below an offset has been read. */
    void readUpTo(long offset) {
        readUpTo.accumulateAndGet(offset, Math::max);
        release(offset);
    }

    private void release(long offset) {
        Iterator<Map.Entry<Long, CompletableFuture<Void>>> read =
                waiting.headMap(offset).entrySet().iterator();
        while (read.hasNext()) {
            read.next().getValue().complete(null);
        }
    }
}
