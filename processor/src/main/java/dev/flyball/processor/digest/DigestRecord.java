package dev.flyball.processor.digest;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A value on the {@code digests} topic: what an endpoint's samples of one input partition came to since the last drain,
 * or how far that partition is.
 */
public sealed interface DigestRecord {
    /** Digests of one endpoint by pane start, epoch milliseconds. */
    record Panes(NavigableMap<Long, Digest> byStart) implements DigestRecord {}

    /**
     * No sample older than this is still expected from the input partition.
     *
     * @param timestampMs epoch milliseconds
     */
    record Watermark(int partition, long timestampMs) implements DigestRecord {}

    /** Format version in the high half of the first byte, kind in the low one. */
    int PANES = 0x11;

    int WATERMARK = 0x12;

    default byte[] toBytes() {
        ByteWriter out = new ByteWriter(256);
        if (this instanceof Panes panes) {
            out.putByte(PANES).putVarLong(panes.byStart.size());
            panes.byStart.forEach((start, digest) -> {
                out.putSignedVarLong(start);
                digest.writeTo(out);
            });
        } else if (this instanceof Watermark watermark) {
            out.putByte(WATERMARK).putVarLong(watermark.partition).putSignedVarLong(watermark.timestampMs);
        }
        return out.toBytes();
    }

    /** @throws MalformedBytesException if the bytes are no such record, or one of an unknown version */
    static DigestRecord ofBytes(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int kind = in.getByte();
        return switch (kind) {
            case PANES -> {
                NavigableMap<Long, Digest> byStart = new TreeMap<>();
                for (int i = in.getCount(8); i > 0; i--) {
                    byStart.put(in.getSignedVarLong(), Digest.readFrom(in));
                }
                yield new Panes(byStart);
            }
            case WATERMARK -> new Watermark((int) in.getVarLong(), in.getSignedVarLong());
            default -> throw new MalformedBytesException("digest record of unknown kind " + kind);
        };
    }
}
