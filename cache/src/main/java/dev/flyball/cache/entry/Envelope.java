package dev.flyball.cache.entry;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A value with its stamp, as bytes: magic, format version, flags and number of tags with one byte each; then with eight
 * bytes each epoch, position in the control log, position in the log of key changes, change, creation, soft and hard
 * time to live; the cost with four bytes; then hash and epoch of each tag with eight bytes each; then the body.
 */
public final class Envelope {
    /** The bytes by which two values of a key can be told apart: basis, times and cost. */
    public static final int IDENTITY_FROM = 4;

    public static final int IDENTITY_TO = IDENTITY_FROM + 7 * Long.BYTES + Integer.BYTES;
    static final int HEADER_BYTES = IDENTITY_TO;

    /** No header is longer, so a value can be judged by its beginning. */
    public static final int MAX_HEADER_BYTES = HEADER_BYTES + Stamp.MAX_TAGS * 2 * Long.BYTES;

    private static final byte MAGIC = (byte) 0xFB;
    private static final byte VERSION = 2;
    private static final int TAG_BYTES = 2 * Long.BYTES;
    private static final int NULL_FLAG = 1;
    private static final int COMPRESSED_FLAG = 2;

    private final Stamp stamp;
    private final Form form;
    private final byte[] body;

    /** @param body is not copied, and must not be changed any more */
    public Envelope(Stamp stamp, Form form, byte[] body) {
        this.stamp = stamp;
        this.form = form;
        this.body = body;
    }

    /** Of a plain body. */
    public Envelope(Stamp stamp, byte[] body) {
        this(stamp, Form.PLAIN, body);
    }

    /** What the body is. */
    public enum Form {
        PLAIN(0),
        COMPRESSED(COMPRESSED_FLAG),
        /** There is no value, and this is known. */
        ABSENT(NULL_FLAG);

        private final int flags;

        Form(int flags) {
            this.flags = flags;
        }

        private static Optional<Form> of(int flags) {
            return Arrays.stream(values()).filter(form -> form.flags == flags).findFirst();
        }
    }

    public Stamp stamp() {
        return stamp;
    }

    public Form form() {
        return form;
    }

    /** Must not be changed. */
    public byte[] body() {
        return body;
    }

    public byte[] toBytes() {
        List<TagStamp> tags = stamp.tags();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + tags.size() * TAG_BYTES + body.length)
                .put(MAGIC)
                .put(VERSION)
                .put((byte) form.flags)
                .put((byte) tags.size())
                .put(identity(stamp));
        tags.forEach(tag -> bytes.putLong(tag.hash()).putLong(tag.epoch()));
        return bytes.put(body).array();
    }

    /** What tells a value with this stamp from others of its key. */
    public static byte[] identity(Stamp stamp) {
        Basis basis = stamp.basis();
        return ByteBuffer.allocate(IDENTITY_TO - IDENTITY_FROM)
                .putLong(basis.epoch())
                .putLong(basis.controlPosition())
                .putLong(basis.keysPosition())
                .putLong(basis.change())
                .putLong(stamp.createdMs())
                .putLong(stamp.softTtlMs())
                .putLong(stamp.hardTtlMs())
                .putInt(stamp.costMs())
                .array();
    }

    /** The same of any bytes that were found under a name. */
    public static byte[] identity(byte[] bytes) {
        return Arrays.copyOfRange(bytes, Math.min(bytes.length, IDENTITY_FROM), Math.min(bytes.length, IDENTITY_TO));
    }

    /** Reads what {@link #toBytes} wrote; empty for anything else. */
    public static Optional<Envelope> of(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC || bytes[1] != VERSION) {
            return Optional.empty();
        }
        int tags = bytes[3];
        int bodyAt = HEADER_BYTES + tags * TAG_BYTES;
        if (tags < 0 || tags > Stamp.MAX_TAGS || bytes.length < bodyAt) {
            return Optional.empty();
        }
        try {
            Stamp stamp = stamp(ByteBuffer.wrap(bytes, 4, bodyAt - 4), tags);
            return Form.of(bytes[2])
                    .map(form -> new Envelope(stamp, form, Arrays.copyOfRange(bytes, bodyAt, bytes.length)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Stamp stamp(ByteBuffer header, int tagCount) {
        Basis basis = new Basis(header.getLong(), header.getLong(), header.getLong(), header.getLong());
        long createdMs = header.getLong();
        long softTtlMs = header.getLong();
        long hardTtlMs = header.getLong();
        int costMs = header.getInt();
        List<TagStamp> tags = new ArrayList<>(tagCount);
        for (int i = 0; i < tagCount; i++) {
            tags.add(new TagStamp(header.getLong(), header.getLong()));
        }
        return new Stamp(basis, tags, createdMs, softTtlMs, hardTtlMs, costMs);
    }
}
