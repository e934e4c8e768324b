package dev.flyball.processor.monitor;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.EncodedDigest;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.MalformedBytesException;

/**
 * A window of an endpoint, over or corrected. It is kept for queries as the digest that its metrics come from, which takes
 * a fraction of their room, and is written in a fraction of the time.
 *
 * @param startMs epoch milliseconds
 * @param revision how often it was published before
 * @param late how many of its samples came too late for the first time
 * @param digest to be read, not changed
 */
public record PublishedWindow(Endpoint endpoint, long startMs, int revision, long late, Digest digest) {
    private static final int VERSION = 2;

    /** A window with its sketches encoded, which are in both what is kept and what is published of it. */
    public final class Encoded {
        private final EncodedDigest encoded = digest.encoded();

        private Encoded() {}

        /** What is published of the window. */
        public EndpointMetrics toMetrics() {
            return encoded.toMetrics(endpoint, startMs, endMs(), revision, late);
        }

        /** All but whose it is. */
        public byte[] toBytes() {
            ByteWriter out = new ByteWriter(encoded.expectedBytes())
                    .putByte(VERSION)
                    .putSignedVarLong(startMs)
                    .putVarLong(revision)
                    .putVarLong(late);
            encoded.writeTo(out);
            return out.toBytes();
        }
    }

    public Encoded encoded() {
        return new Encoded();
    }

    /** What is published of it. */
    public EndpointMetrics toMetrics() {
        return encoded().toMetrics();
    }

    /** Epoch milliseconds. */
    public long endMs() {
        return startMs + MonitorSettings.WINDOW_MS;
    }

    /** All but whose it is. */
    public byte[] toBytes() {
        return encoded().toBytes();
    }

    /** @throws MalformedBytesException if the bytes are no window, or one of an unknown version */
    public static PublishedWindow ofBytes(Endpoint endpoint, byte[] bytes) {
        ByteReader in = begun(bytes);
        return new PublishedWindow(
                endpoint, in.getSignedVarLong(), (int) in.getVarLong(), in.getVarLong(), Digest.readFrom(in));
    }

    /**
     * When the window starts, epoch milliseconds; the rest is not read.
     *
     * @throws MalformedBytesException as far as it is noticed
     */
    public static long startOf(byte[] bytes) {
        return begun(bytes).getSignedVarLong();
    }

    private static ByteReader begun(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.getByte();
        if (version != VERSION) {
            throw new MalformedBytesException("published window of unknown version " + version);
        }
        return in;
    }
}
