package dev.flyball.cache;

import dev.flyball.schemas.CacheRead;
import java.util.Optional;

/** What the cache reads on this thread came to, for the sample of the request that the thread serves. */
public final class CacheReads {
    private static final ThreadLocal<CacheRead> WORST = new ThreadLocal<>();

    private CacheReads() {}

    /** The worst read on this thread since the last call, in the order BYPASS, MISS, STALE, L2, L1; empty without any. */
    public static Optional<CacheRead> take() {
        Optional<CacheRead> read = Optional.ofNullable(WORST.get());
        WORST.remove();
        return read;
    }

    static void note(CacheRead read) {
        CacheRead worst = WORST.get();
        // The outcomes are declared from best to worst.
        if (worst == null || read.outcome().compareTo(worst.outcome()) > 0) {
            WORST.set(read);
        }
    }
}
