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
 * in time or late, how far that partition is, or a change of the rules.
 */
public sealed interface DigestRecord {
    /** Digests of one endpoint, which is told beside them. */
    sealed interface Digests extends DigestRecord {
        /** By pane start, epoch milliseconds. */
        NavigableMap<Long, Digest> byStart();

        /** @throws MalformedBytesException if the bytes are no digests, or of an unknown version */
        static Digests ofBytes(byte[] bytes) {
            if (DigestRecord.ofBytes(bytes) instanceof Digests digests) {
                return digests;
            }
            throw new MalformedBytesException("not the digests of an endpoint");
        }
    }

    /** Digests of samples that came in time. */
    record Panes(NavigableMap<Long, Digest> byStart) implements Digests {
        /** As one record, or as several when a backlog is worked off and a drain spans minutes of event time. */
        public static List<Panes> split(NavigableMap<Long, Digest> byStart) {
            return parts(byStart).stream().map(Panes::new).toList();
        }
    }

    /**
     * Digests of samples that came after the watermark had passed the end of their panes. They count from a boundary that
     * depends on the input partition alone, so that nothing depends on who read how fast.
     *
     * @param dueMs that boundary, epoch milliseconds
     */
    record Late(long dueMs, NavigableMap<Long, Digest> byStart) implements Digests {
        /** As one record, or as several. */
        public static List<Late> split(long dueMs, NavigableMap<Long, Digest> byStart) {
            return parts(byStart).stream().map(part -> new Late(dueMs, part)).toList();
        }
    }

    /**
     * No sample older than this is still expected from the input partition.
     *
     * @param timestampMs epoch milliseconds
     */
    record Watermark(int partition, long timestampMs) implements DigestRecord {}

    /**
     * A rule was told, or taken away; to be taken in its place among the samples that it judges.
     *
     * @param name of the rule
     * @param json the rule as an event; empty when it was taken away
     */
    record RuleChange(String name, String json) implements DigestRecord {
        public boolean isWithdrawal() {
            return json.isEmpty();
        }
    }

    /** Format version in the high half of the first byte, kind in the low one. */
    int PANES = 0x11;

    int WATERMARK = 0x12;

    int LATE = 0x13;

    int RULE = 0x14;

    /** Digests in a record: about 8 KB each at worst, so that it stays well below what Kafka takes by default. */
    int MOST = 64;

    private static List<NavigableMap<Long, Digest>> parts(NavigableMap<Long, Digest> byStart) {
        if (byStart.size() <= MOST) {
            return List.of(byStart);
        }
        List<NavigableMap<Long, Digest>> parts = new ArrayList<>();
        NavigableMap<Long, Digest> rest = new TreeMap<>(byStart);
        while (rest.size() > MOST) {
            NavigableMap<Long, Digest> first = new TreeMap<>();
            while (first.size() < MOST) {
                first.put(rest.firstKey(), rest.pollFirstEntry().getValue());
            }
            parts.add(first);
        }
        parts.add(rest);
        return parts;
    }

    default byte[] toBytes() {
        ByteWriter out = new ByteWriter(256);
        if (this instanceof Panes panes) {
            write(panes.byStart, out.putByte(PANES));
        } else if (this instanceof Late late) {
            write(late.byStart, out.putByte(LATE).putSignedVarLong(late.dueMs));
        } else if (this instanceof Watermark watermark) {
            out.putByte(WATERMARK).putVarLong(watermark.partition).putSignedVarLong(watermark.timestampMs);
        } else if (this instanceof RuleChange change) {
            out.putByte(RULE).putText(change.name).putText(change.json);
        }
        return out.toBytes();
    }

    /** @throws MalformedBytesException if the bytes are no such record, or one of an unknown version */
    static DigestRecord ofBytes(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int kind = in.getByte();
        return switch (kind) {
            case PANES -> new Panes(read(in));
            case LATE -> new Late(in.getSignedVarLong(), read(in));
            case WATERMARK -> new Watermark((int) in.getVarLong(), in.getSignedVarLong());
            case RULE -> new RuleChange(in.getText(), in.getText());
            default -> throw new MalformedBytesException("digest record of unknown kind " + kind);
        };
    }

    private static void write(NavigableMap<Long, Digest> byStart, ByteWriter out) {
        out.putVarLong(byStart.size());
        byStart.forEach((start, digest) -> {
            out.putSignedVarLong(start);
            digest.writeTo(out);
        });
    }

    private static NavigableMap<Long, Digest> read(ByteReader in) {
        NavigableMap<Long, Digest> byStart = new TreeMap<>();
        for (int i = in.getCount(8); i > 0; i--) {
            byStart.put(in.getSignedVarLong(), Digest.readFrom(in));
        }
        return byStart;
    }
}
