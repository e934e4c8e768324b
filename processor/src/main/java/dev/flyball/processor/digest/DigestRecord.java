package dev.flyball.processor.digest;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;

/**
 * A value on the {@code digests} topic: what an endpoint's samples of one input partition came to since the last drain,
 * in time or late, how far that partition is, or a change of the rules.
 */
public sealed interface DigestRecord {
    /** Panes of one endpoint, which is told beside them. */
    sealed interface Digests extends DigestRecord {
        List<Pane> panes();

        /** As few parts as it takes when a backlog is worked off and a drain spans minutes of event time. */
        static List<List<Pane>> parts(List<Pane> panes) {
            if (panes.size() <= MOST) {
                return List.of(panes);
            }
            List<List<Pane>> parts = new ArrayList<>();
            for (int from = 0; from < panes.size(); from += MOST) {
                parts.add(panes.subList(from, Math.min(from + MOST, panes.size())));
            }
            return parts;
        }

        /** @throws MalformedBytesException if the bytes are no digests, or of an unknown version */
        static Digests ofBytes(byte[] bytes) {
            if (DigestRecord.ofBytes(bytes) instanceof Digests digests) {
                return digests;
            }
            throw new MalformedBytesException("not the digests of an endpoint");
        }
    }

    /** Digests of samples that came in time. */
    record Panes(List<Pane> panes) implements Digests {}

    /**
     * Digests of samples that came after the watermark had passed the end of their panes. They count from a boundary that
     * depends on the input partition alone, so that nothing depends on who read how fast.
     *
     * @param dueMs that boundary, epoch milliseconds
     */
    record Late(long dueMs, List<Pane> panes) implements Digests {}

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

    /** Panes in a record: about 8 KB each at worst, so that it stays well below what Kafka takes by default. */
    int MOST = 64;

    default byte[] toBytes() {
        ByteWriter out = new ByteWriter(256);
        if (this instanceof Panes panes) {
            write(panes.panes, out.putByte(PANES));
        } else if (this instanceof Late late) {
            write(late.panes, out.putByte(LATE).putSignedVarLong(late.dueMs));
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

    private static void write(List<Pane> panes, ByteWriter out) {
        out.putVarLong(panes.size());
        for (Pane pane : panes) {
            pane.digest().writeTo(out.putSignedVarLong(pane.startMs()));
        }
    }

    private static List<Pane> read(ByteReader in) {
        int count = in.getCount(8);
        List<Pane> panes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            panes.add(new Pane(in.getSignedVarLong(), Digest.readFrom(in)));
        }
        return panes;
    }
}
