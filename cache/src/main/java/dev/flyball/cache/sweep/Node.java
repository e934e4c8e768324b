package dev.flyball.cache.sweep;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A server that has keys of its own: the only one, the master, or one of the masters of a cluster. Of one thread. Every
 * method may fail with a {@link NodeException}, and waits for a bounded time only.
 */
public interface Node extends AutoCloseable {
    /** Tells this very server from all others, and from itself before a restart, where its cursors meant something else. */
    String name();

    /** How many keys it has. */
    long size();

    /** What it tells of itself, by name. */
    Map<String, String> info();

    /** How long a reader waits for an answer now, in nanoseconds. */
    long probeNanos();

    /** The keys of about this many places that follow a cursor, as far as they match. */
    Probed<Page> scan(String cursor, KeyPattern pattern, int count);

    /** The first bytes of values, in the order of their keys; empty for what is gone, or no text. */
    Probed<List<byte[]>> beginnings(List<byte[]> keys, int bytes);

    /** Removes keys one by one; how many of them were there. */
    Probed<Integer> unlink(List<byte[]> keys);

    /** What it knows of keys, in their order; empty for what is gone, and for what it does not tell. */
    Probed<List<OptionalLong>> facts(Fact fact, List<byte[]> keys);

    /** How many bytes of memory a key takes; empty if it does not tell. */
    default OptionalLong weigh(byte[] key) {
        return facts(Fact.BYTES, List.of(key)).answer().get(0);
    }

    /** Whether reading {@link #beginnings} makes keys count as used; {@link #facts} never does. */
    boolean countsReadsAsUse();

    /** Gives memory that its allocator holds for nothing back to the system, if it can; readers wait meanwhile. */
    void purge();

    /** Ends what connection there is; the next call makes a new one. */
    @Override
    void close();

    /** What a server knows of a key without looking into it. */
    enum Fact {
        /** Memory that it takes. */
        BYTES,
        /** Seconds since it was last used; not told where the policy of eviction is an LFU one. */
        IDLE_SECONDS,
        /** A logarithmic counter of use, 0 to 255; told only where the policy of eviction is an LFU one. */
        FREQUENCY
    }

    /** @param cursor where to go on; 0 at the end */
    record Page(String cursor, List<byte[]> keys) {
        boolean isLast() {
            return cursor.equals("0");
        }
    }

    /**
     * An answer, and what it cost others.
     *
     * @param probeNanos how long somebody waited who asked at the same time
     * @param tookNanos how long the answer took
     */
    record Probed<T>(T answer, long probeNanos, long tookNanos) {}
}
