package dev.flyball.cache;

import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Envelope.Form;
import dev.flyball.cache.entry.Stamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How values become bytes in Redis.
 *
 * @param compressAboveBytes bodies up to this size stay as they are
 * @param maxBytes larger bodies, after compression, are not kept
 */
record Packing<V>(ValueCodec<V> codec, @Nullable Compression compression, int compressAboveBytes, int maxBytes) {
    /** What a small body may become at most. */
    private static final int MAX_UNPACKED_BYTES = 64 << 20;

    private static final byte[] NO_BODY = {};

    /** The value with its stamp; empty if it is too large. */
    Optional<Envelope> pack(@Nullable V value, Stamp stamp) {
        if (value == null) {
            return Optional.of(new Envelope(stamp, Form.ABSENT, NO_BODY));
        }
        byte[] body = codec.encode(value);
        Form form = Form.PLAIN;
        if (compression != null && body.length > compressAboveBytes && body.length <= MAX_UNPACKED_BYTES) {
            byte[] compressed = compression.compress(body);
            if (compressed.length < body.length) {
                body = compressed;
                form = Form.COMPRESSED;
            }
        }
        return body.length > maxBytes ? Optional.empty() : Optional.of(new Envelope(stamp, form, body));
    }

    /** @throws RuntimeException if these are not the bytes of such a value */
    V unpack(Envelope envelope) {
        if (envelope.form() != Form.COMPRESSED) {
            return codec.decode(envelope.body());
        }
        if (compression == null) {
            throw new IllegalArgumentException("compressed, but no compression is configured");
        }
        return codec.decode(compression.decompress(envelope.body(), MAX_UNPACKED_BYTES));
    }
}
