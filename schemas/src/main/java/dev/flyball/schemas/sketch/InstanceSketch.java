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

    /** Ascending; those behind {@link #size} count for nothing. */
    private int[] hashes = NONE;

    private int size;

    /** @param name of the process */
    public void add(String name) {
        add(spread(name.hashCode()));
    }

    /** Adds all processes of another sketch to this one. */
    public void merge(InstanceSketch other) {
        int strangers = strangersIn(other);
        if (strangers > 0) {
            unite(other, strangers);
        }
    }

    private int strangersIn(InstanceSketch other) {
        int strangers = 0;
        int mine = 0;
        for (int i = 0; i < other.size; i++) {
            while (mine < size && hashes[mine] < other.hashes[i]) {
                mine++;
            }
            strangers += mine == size || hashes[mine] != other.hashes[i] ? 1 : 0;
        }
        return strangers;
    }

    private void unite(InstanceSketch other, int strangers) {
        int[] union = new int[Math.min(MOST, size + strangers)];
        int mine = 0;
        int theirs = 0;
        for (int i = 0; i < union.length; i++) {
            boolean takeMine = theirs == other.size || (mine < size && hashes[mine] <= other.hashes[theirs]);
            union[i] = takeMine ? hashes[mine] : other.hashes[theirs];
            theirs += !takeMine || (theirs < other.size && hashes[mine] == other.hashes[theirs]) ? 1 : 0;
            mine += takeMine ? 1 : 0;
        }
        hashes = union;
        size = union.length;
    }

    /** Number of distinct processes, as far as they are kept. */
    public int count() {
        return size;
    }

    /** Share of these processes, 0 to 1, that the other sketch does not know; 0 when there is nothing to compare. */
    public double shareUnknownTo(InstanceSketch other) {
        int limit = Math.min(last(), other.last());
        int compared = 0;
        int unknown = 0;
        for (int i = 0; i < size; i++) {
            if (hashes[i] <= limit) {
                compared++;
                unknown += Arrays.binarySearch(other.hashes, 0, other.size, hashes[i]) < 0 ? 1 : 0;
            }
        }
        return compared == 0 ? 0 : (double) unknown / compared;
    }

    /** Above it, it does not say who was there. */
    private int last() {
        return size < MOST ? Integer.MAX_VALUE : hashes[MOST - 1];
    }

    private void add(int hash) {
        int place = -1 - Arrays.binarySearch(hashes, 0, size, hash);
        if (place < 0 || place >= MOST) {
            return;
        }
        if (size == hashes.length && size < MOST) {
            hashes = Arrays.copyOf(hashes, Math.min(MOST, Math.max(2, 2 * size)));
        }
        size = Math.min(MOST, size + 1);
        System.arraycopy(hashes, place, hashes, place + 1, size - place - 1);
        hashes[place] = hash;
    }

    private static int spread(int hash) {
        int bits = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        bits = (bits ^ (bits >>> 13)) * 0xc2b2ae35;
        return bits ^ (bits >>> 16);
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter(2 + 5 * size);
        writeTo(out);
        return out.toBytes();
    }

    public void writeTo(ByteWriter out) {
        out.putVarLong(size);
        long before = Integer.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            out.putVarLong(hashes[i] - before);
            before = hashes[i];
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
        int count = in.getCount(1);
        if (size == 0 && count > 0) {
            hashes = new int[Math.min(MOST, count)];
        }
        for (int i = count; i > 0; i--) {
            hash += in.getVarLong();
            add((int) hash);
        }
    }
}
