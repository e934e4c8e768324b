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

    /** How many bytes of memory a key takes; empty if it does not tell. */
    OptionalLong weigh(byte[] key);

    /** Ends what connection there is; the next call makes a new one. */
    @Override
    void close();

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
