package dev.flyball.optimizer.decide;

import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.OutcomeMetrics;

/** Requests of one namespace whose reads ended alike: those that spared the origin, or those that asked it. */
record Reads(long count, long errors, double totalMs) {
    private static final Reads NONE = new Reads(0, 0, 0);

    static Reads hits(CacheMetrics cache) {
        return cache.outcomes().entrySet().stream()
                .filter(outcome -> outcome.getKey().isHit())
                .map(outcome -> of(outcome.getValue()))
                .reduce(NONE, Reads::plus);
    }

    /** Misses only: a read that was not even tried says nothing about the cache. */
    static Reads misses(CacheMetrics cache) {
        return of(cache.outcome(CacheOutcome.MISS));
    }

    private static Reads of(OutcomeMetrics outcome) {
        return new Reads(outcome.count(), outcome.errors(), outcome.count() * outcome.meanMs());
    }

    Reads plus(Reads other) {
        return new Reads(count + other.count, errors + other.errors, totalMs + other.totalMs);
    }

    double errorRate() {
        return count == 0 ? 0 : (double) errors / count;
    }

    double meanMs() {
        return count == 0 ? 0 : totalMs / count;
    }

    /**
     * Whether these fail clearly more often than the others. Of the others the rate is taken that one more failed and one
     * more good request would give (rule of succession), so that few requests without a failure prove little.
     */
    boolean failMoreThan(Reads others) {
        double cautious = (others.errors + 1.0) / (others.count + 2.0);
        return errorRate() >= 2 * cautious;
    }
}
