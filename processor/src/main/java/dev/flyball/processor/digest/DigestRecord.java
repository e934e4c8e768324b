package dev.flyball.processor.digest;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A value on the {@code digests} topic: what an endpoint's samples of one input partition came to since the last drain,
 * or how far that partition is.
 */
public sealed interface DigestRecord {
    /** Digests of one endpoint by pane start, epoch milliseconds. */
    record Panes(NavigableMap<Long, Digest> byStart) implements DigestRecord {
        /** About 8 KB each at worst, so that a record stays well below what Kafka takes by default. */
        private static final int MOST = 64;

        /** As one record, or as several when a backlog is worked off and a drain spans minutes of event time. */
        public static List<Panes> split(NavigableMap<Long, Digest> byStart) {
            if (byStart.size() <= MOST) {
                return List.of(new Panes(byStart));
            }
            List<Panes> records = new ArrayList<>();
            NavigableMap<Long, Digest> rest = new TreeMap<>(byStart);
            while (rest.size() > MOST) {
                NavigableMap<Long, Digest> first = new TreeMap<>();
                while (first.size() < MOST) {
                    first.put(rest.firstKey(), rest.pollFirstEntry().getValue());
                }
                records.add(new Panes(first));
            }
            records.add(new Panes(rest));
            return records;
        }
    }

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
