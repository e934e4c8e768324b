package dev.flyball.cache;

/** How large values are made smaller for Redis. Safe for use by several threads. */
public interface Compression {
    byte[] compress(byte[] bytes);

    /**
     * The bytes that were compressed.
     *
     * @param maxBytes more than this is never given out, however small the input is
     * @throws IllegalArgumentException if these are no compressed bytes, or too many
     */
    byte[] decompress(byte[] bytes, int maxBytes);

    /** Deflate at its fastest, which needs no library. */
    static Compression deflate() {
        return new DeflateCompression();
    }
}
