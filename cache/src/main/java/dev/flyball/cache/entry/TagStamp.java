package dev.flyball.cache.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A tag of a value, and its epoch as it was known before the value was loaded.
 *
 * @param hash of the tag's name; two names with one hash are invalidated together
 */
public record TagStamp(long hash, long epoch) {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** FNV-1a of the name, the same everywhere and for ever, since it is stored. */
    public static long hash(String tag) {
        long hash = FNV_BASIS;
        for (byte b : tag.getBytes(UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }
}
