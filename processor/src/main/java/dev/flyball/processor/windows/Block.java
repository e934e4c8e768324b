package dev.flyball.processor.windows;

import dev.flyball.processor.digest.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a stretch of time: a digest while it is being added to, or if it is large; else its bytes, since one
 * sample in a digest takes ten times as much room as in bytes, and most seconds of most endpoints see one sample.
 */
final class Block {
    /** Up to here a digest's values are kept as they are, so that reading it back is cheap. */
    private static final int SMALL = 32;

    private @Nullable Digest open;
    private byte @Nullable [] packed;
    /** Whether it holds more than what was saved. */
    private boolean changed;

    private Block(@Nullable Digest open, byte @Nullable [] packed) {
        this.open = open;
        this.packed = packed;
    }

    static Block empty() {
        return new Block(null, null);
    }

    static Block saved(byte[] bytes) {
        return new Block(null, bytes);
    }

    boolean isChanged() {
        return changed;
    }

    /** Adds a digest that nobody else will use any more, so that it may be kept as it is. */
    void add(Digest digest) {
        if (open == null && packed == null) {
            open = digest;
            changed = true;
        } else {
            merge(digest);
        }
    }

    /** Adds what is in a digest. */
    void merge(Digest digest) {
        Digest into = digest();
        into.merge(digest);
        open = into;
        packed = null;
        changed = true;
    }

    /** Adds what is in another block. */
    void merge(Block other) {
        if (other.open == null) {
            // Read back for this alone.
            add(other.digest());
        } else {
            merge(other.open);
        }
    }

    void mergeInto(Digest window) {
        window.merge(digest());
    }

    /** How many samples there are; does not read more of it than it has to. */
    Digest.Outline outline() {
        return open == null && packed != null ? Digest.outlineOf(packed) : digest().outline();
    }

    /** To be read, not changed. */
    Digest digest() {
        if (open != null) {
            return open;
        }
        return packed == null ? new Digest() : Digest.ofBytes(packed);
    }

    /** Its bytes, which count as saved from now on. */
    byte[] save(boolean seldomRead) {
        changed = false;
        return pack(seldomRead);
    }

    /**
     * Its bytes, as which it is kept if it is small.
     *
     * @param seldomRead whether it is kept as bytes even if it is large
     */
    private byte[] pack(boolean seldomRead) {
        byte[] bytes = packed;
        if (bytes == null) {
            bytes = digest().toBytes();
            if (isSmall(seldomRead)) {
                packed = bytes;
                open = null;
            }
        }
        return bytes;
    }

    private boolean isSmall(boolean seldomRead) {
        return seldomRead || open == null || open.count() <= SMALL;
    }

    /** Keeps it as bytes if it is small or seldom read, though it is not to be saved yet. */
    void shrink(boolean seldomRead) {
        if (isSmall(seldomRead)) {
            pack(seldomRead);
        }
    }
}
