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
        return new Block(new Digest(), null);
    }

    static Block saved(byte[] bytes) {
        return new Block(null, bytes);
    }

    boolean isChanged() {
        return changed;
    }

    void add(Digest digest) {
        Digest into = digest();
        into.merge(digest);
        open = into;
        packed = null;
        changed = true;
    }

    void mergeInto(Digest window) {
        window.merge(digest());
    }

    /** Does not read more of a small block than it has to. */
    void addTo(Tally.Sum sum, long limitMicros) {
        if (open == null && packed != null) {
            Digest.Outline outline = Digest.outlineOf(packed);
            if (outline.maxMicros() <= limitMicros) {
                sum.add(outline.samples(), outline.failed(), 0);
                return;
            }
        }
        Digest digest = digest();
        sum.add(digest.count(), digest.errors(), digest.latency().countAbove(limitMicros));
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
