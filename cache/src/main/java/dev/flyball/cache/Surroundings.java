package dev.flyball.cache;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the caches of a client have in common besides what they store.
 *
 * @param random safe for use by several threads
 * @param tokens of leases and changes
 * @param nanoTime a clock that never goes back
 */
record Surroundings(Work work, RandomGenerator random, LongSupplier tokens, LongSupplier nanoTime)
        implements AutoCloseable {
    /** Numbers that nobody else has: on from a start of which no other process can have one nearby. */
    static LongSupplier uniqueTokens() {
        return new AtomicLong(new SecureRandom().nextLong())::incrementAndGet;
    }

    /** A number that nobody else has, and that is not 0. */
    long token() {
        long token = tokens.getAsLong();
        return token == 0 ? tokens.getAsLong() : token;
    }

    @Override
    public void close() {
        work.close();
    }
}
