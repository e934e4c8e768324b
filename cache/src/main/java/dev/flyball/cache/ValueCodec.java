package dev.flyball.cache;

/** Values as bytes. Safe for use by several threads. */
public interface ValueCodec<V> {
    byte[] encode(V value);

    /**
     * Whatever the bytes, nothing but the value or the exception comes of them.
     *
     * @throws IllegalArgumentException if the bytes are no such value
     */
    V decode(byte[] bytes);
}
