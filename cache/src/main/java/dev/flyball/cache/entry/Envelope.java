package dev.flyball.cache.entry;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A value with its stamp, as bytes: magic, format version, then epoch, creation, soft and hard time to live with eight
 * bytes each, then the body.
 */
public final class Envelope {
    private static final byte MAGIC = (byte) 0xFB;
    private static final byte VERSION = 1;
    static final int HEADER_BYTES = 2 + 4 * Long.BYTES;

    private final Stamp stamp;
    private final byte[] body;

    public Envelope(Stamp stamp, byte[] body) {
        this.stamp = stamp;
        this.body = body.clone();
    }

    public Stamp stamp() {
        return stamp;
    }

    public byte[] body() {
        return body.clone();
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .put(MAGIC)
                .put(VERSION)
                .putLong(stamp.epoch())
                .putLong(stamp.createdMs())
                .putLong(stamp.softTtlMs())
                .putLong(stamp.hardTtlMs())
                .put(body)
                .array();
    }

    /** Reads what {@link #toBytes} wrote; empty for anything else. */
    public static Optional<Envelope> of(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC || bytes[1] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, 2, HEADER_BYTES - 2);
        try {
            Stamp stamp = new Stamp(header.getLong(), header.getLong(), header.getLong(), header.getLong());
            return Optional.of(new Envelope(stamp, Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
