package dev.flyball.cache;

import java.time.Duration;

/**
 * What happened in a namespace, in this process, since its start. The first five count each read once, by its outcome;
 * the methods sum them up under the names that users of Caffeine know.
 *
 * @param l1 reads answered from the memory of this process
 * @param l2 reads answered from Redis
 * @param stale reads answered with a value past its time
 * @param misses reads that found nothing usable
 * @param bypasses reads that did not ask the cache
 * @param negatives reads, of those answered from memory or Redis, that were told that there is no value
 * @param puts values that were kept, loaded ones too
 * @param loads calls of loaders
 * @param loadSuccessCount loads that came back, with a value or without one
 * @param loadFailures loads that threw, or found no place to run
 * @param loadTimeouts reads that did not wait for the end of the load
 * @param totalLoadTime of all loads that ended, in nanoseconds
 * @param superseded loaded values that were not kept, because their namespace or key was invalidated meanwhile
 * @param leasesLost loaded values that were not kept, because another process changed or loaded the key meanwhile
 * @param undecodable values in Redis that were not ours, or not readable any more
 * @param tooLarge values that were not kept in Redis because of their size
 * @param memory what this process remembers now, and what it had no room for
 * @param redisFailures failed requests to Redis, of all namespaces of the client
 * @param malformedControls records on the control log that were no control records, of the client
 */
public record CacheStats(
        long l1,
        long l2,
        long stale,
        long misses,
        long bypasses,
        long negatives,
        long puts,
        long loads,
        long loadSuccessCount,
        long loadFailures,
        long loadTimeouts,
        long totalLoadTime,
        long superseded,
        long leasesLost,
        long undecodable,
        long tooLarge,
        Memory memory,
        long redisFailures,
        long malformedControls) {
    /**
     * The first tier.
     *
     * @param size number of values
     * @param weight about as many bytes as they take; 0 if {@link NamespaceBuilder#l1MaxBytes} bounds none
     * @param evictionCount values that had to go for others
     * @param evictionWeight about as many bytes as those took
     */
    public record Memory(long size, long weight, long evictionCount, long evictionWeight) {}

    /** Reads that the cache answered, with a value past its time as well. */
    public long hitCount() {
        return l1 + l2 + stale;
    }

    /** Reads that the cache did not answer, because it had nothing or was not asked. */
    public long missCount() {
        return misses + bypasses;
    }

    public long requestCount() {
        return hitCount() + missCount();
    }

    /** From 0 to 1; 1 if there were no reads. */
    public double hitRate() {
        return requestCount() == 0 ? 1 : (double) hitCount() / requestCount();
    }

    /** From 0 to 1; 0 if there were no reads. */
    public double missRate() {
        return requestCount() == 0 ? 0 : (double) missCount() / requestCount();
    }

    public long loadCount() {
        return loads;
    }

    public long loadFailureCount() {
        return loadFailures;
    }

    /** How long a load takes on average. */
    public Duration averageLoadPenalty() {
        return loads == 0 ? Duration.ZERO : Duration.ofNanos(totalLoadTime / loads);
    }

    public long evictionCount() {
        return memory.evictionCount;
    }

    public long evictionWeight() {
        return memory.evictionWeight;
    }
}
