package dev.flyball.cache;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the caches of a client have in common besides what they store.
 *
 * @param random safe for use by several threads
 * @param nanoTime a clock that never goes back
 */
record Surroundings(Work work, RandomGenerator random, LongSupplier nanoTime) implements AutoCloseable {
    /** A number that nobody else has, and that is not 0. */
    long token() {
        long token = random.nextLong();
        return token == 0 ? 1 : token;
    }

    @Override
    public void close() {
        work.close();
    }
}
