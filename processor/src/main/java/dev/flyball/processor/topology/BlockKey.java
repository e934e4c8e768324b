package dev.flyball.processor.topology;

import dev.flyball.schemas.Endpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The key of a block in its store: the endpoint's key, then level and start in nine bytes, so that what belongs to one
 * endpoint lies together, in the order of time.
 */
public record BlockKey(Endpoint endpoint, int level, long startMs) {
    private static final int TAIL = 1 + Long.BYTES;

    public byte[] toBytes() {
        byte[] key = endpoint.key().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(key.length + TAIL)
                .put(key)
                .put((byte) level)
                .putLong(startMs)
                .array();
    }

    public static BlockKey ofBytes(byte[] bytes) {
        int length = bytes.length - TAIL;
        ByteBuffer tail = ByteBuffer.wrap(bytes, length, TAIL);
        Endpoint endpoint = Endpoint.ofKey(new String(bytes, 0, length, StandardCharsets.UTF_8));
        return new BlockKey(endpoint, tail.get(), tail.getLong());
    }
}
