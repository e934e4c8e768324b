package dev.flyball.processor.digest;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.Arrays;

/**
 * The processes that answered, as hashes of their names. Of more than {@value #MOST} the smallest hashes are kept, so that
 * the order of merging cannot change anything, and strangers cannot make it large.
 */
final class Instances {
    static final int MOST = 256;
    private static final int[] NONE = {};

    /** Ascending; never written to once it is here. */
    private int[] hashes = NONE;

    void add(String name) {
        add(name.hashCode());
    }

    void merge(Instances other) {
        if (hashes == NONE) {
            hashes = other.hashes;
            return;
        }
        for (int hash : other.hashes) {
            add(hash);
        }
    }

    int count() {
        return hashes.length;
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

    void writeTo(ByteWriter out) {
        out.putVarLong(hashes.length);
        long before = Integer.MIN_VALUE;
        for (int hash : hashes) {
            out.putVarLong(hash - before);
            before = hash;
        }
    }

    void readFrom(ByteReader in) {
        long hash = Integer.MIN_VALUE;
        for (int i = in.getCount(1); i > 0; i--) {
            hash += in.getVarLong();
            add((int) hash);
        }
    }
}
