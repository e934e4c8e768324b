package dev.flyball.cache;

/**
 * What happened in a namespace, in this process, since its start. The first five count each read once, by its outcome.
 *
 * @param l1 reads answered from the memory of this process
 * @param l2 reads answered from Redis
 * @param stale reads answered with a value past its time
 * @param misses reads that found nothing usable
 * @param bypasses reads that did not ask the cache
 * @param loads calls of loaders
 * @param loadFailures loads that threw, or found no place to run
 * @param loadTimeouts reads that did not wait for the end of the load
 * @param superseded loaded values that were not kept, because their namespace or key was invalidated meanwhile
 * @param undecodable values in Redis that were not ours, or not readable any more
 * @param tooLarge values that were not kept in Redis because of their size
 * @param redisFailures failed requests to Redis, of all namespaces of the client
 * @param malformedControls records on the control log that were no control records, of the client
 */
public record CacheStats(
        long l1,
        long l2,
        long stale,
        long misses,
        long bypasses,
        long loads,
        long loadFailures,
        long loadTimeouts,
        long superseded,
        long undecodable,
        long tooLarge,
        long redisFailures,
        long malformedControls) {}
