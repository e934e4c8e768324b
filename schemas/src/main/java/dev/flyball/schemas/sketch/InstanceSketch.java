package dev.flyball.schemas.sketch;

import java.util.Arrays;

/**
 * The processes that answered, as hashes of their names. Of more than {@value #MOST} the smallest hashes are kept, so that
 * the order of merging cannot change anything, and strangers cannot make it large. Not safe for concurrent use.
 *
 * <p>The hash, which is part of the format, is that of {@link String#hashCode} with its bits spread as murmur3 ends: names
 * that differ in a number are apart then, and those that are kept are a fair sample of all.
 *
 * <p>Bytes, without a version, as a part of others (numbers as in {@link ByteWriter}): number of hashes, then the
 * difference of each to the one before, ascending, from the lowest 4-byte number on.
 */
public final class InstanceSketch {
    static final int MOST = 256;
    private static final int[] NONE = {};

    /** Ascending; never written to once it is here. */
    private int[] hashes = NONE;

    /** @param name of the process */
    public void add(String name) {
        add(spread(name.hashCode()));
    }

    /** Adds all processes of another sketch to this one. */
    public void merge(InstanceSketch other) {
        if (hashes == NONE) {
            hashes = other.hashes;
            return;
        }
        for (int hash : other.hashes) {
            add(hash);
        }
    }

    /** Number of distinct processes, as far as they are kept. */
    public int count() {
        return hashes.length;
    }

    /** Share of these processes, 0 to 1, that the other sketch does not know; 0 when there is nothing to compare. */
    public double shareUnknownTo(InstanceSketch other) {
        int limit = Math.min(last(), other.last());
        int compared = 0;
        int unknown = 0;
        for (int hash : hashes) {
            if (hash <= limit) {
                compared++;
                unknown += Arrays.binarySearch(other.hashes, hash) < 0 ? 1 : 0;
            }
        }
        return compared == 0 ? 0 : (double) unknown / compared;
    }

    /** Above it, it does not say who was there. */
    private int last() {
        return hashes.length < MOST ? Integer.MAX_VALUE : hashes[MOST - 1];
    }

    private void add(int hash) {
        int place = -1 - Arrays.binarySearch(hashes, hash);
        if (place < 0 || place >= MOST) {
            return;
        }
        int[] more = new int[Math.min(MOST, hashes.length + 1)];
        System.arraycopy(hashes, 0, more, 0, place);
        more[place] = hash;
        System.arraycopy(hashes, place, more, place + 1, more.length - place - 1);
        hashes = more;
    }

    private static int spread(int hash) {
        int bits = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        bits = (bits ^ (bits >>> 13)) * 0xc2b2ae35;
        return bits ^ (bits >>> 16);
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter(2 + 5 * hashes.length);
        writeTo(out);
        return out.toBytes();
    }

    public void writeTo(ByteWriter out) {
        out.putVarLong(hashes.length);
        long before = Integer.MIN_VALUE;
        for (int hash : hashes) {
            out.putVarLong(hash - before);
            before = hash;
        }
    }

    /** @throws MalformedBytesException if the bytes are no sketch */
    public static InstanceSketch ofBytes(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        InstanceSketch sketch = new InstanceSketch();
        sketch.readFrom(in);
        in.requireEnd();
        return sketch;
    }

    /**
     * Adds what was written.
     *
     * @throws MalformedBytesException if no sketch begins here
     */
    public void readFrom(ByteReader in) {
        long hash = Integer.MIN_VALUE;
        for (int i = in.getCount(1); i > 0; i--) {
            hash += in.getVarLong();
            add((int) hash);
        }
    }
}
