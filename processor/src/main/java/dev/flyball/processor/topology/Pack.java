package dev.flyball.processor.topology;

import dev.flyball.schemas.json.SampleReader;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive records of a partition as the value of one, since what Kafka Streams does for each record costs more than
 * what we do with it. Made between the consumer and Kafka Streams by {@link PackRecords}, never written to a topic.
 *
 * <p>Bytes (numbers as in {@link ByteWriter}): for each record how far its offset and its time are from those of the pack,
 * then key and value, each with its length plus 1, or 0 where there is none.
 */
final class Pack {
    private static final int BYTES_BESIDE = 16;

    private Pack() {}

    /** A record as it was appended; key and value stay in the pack, and are copied for who wants to keep them. */
    static final class Packed {
        private final byte[] pack;
        private final long offset;
        private final long appendedMs;
        /** Less than 0 where there is none, as for the value. */
        private final int keyLength;

        private final int keyFrom;
        private final int valueLength;
        private final int valueFrom;

        private Packed(byte[] pack, long packOffset, long packMs, ByteReader in) {
            this.pack = pack;
            offset = packOffset + in.getVarLong();
            appendedMs = packMs + in.getSignedVarLong();
            keyLength = (int) in.getVarLong() - 1;
            keyFrom = in.skip(Math.max(0, keyLength));
            valueLength = (int) in.getVarLong() - 1;
            valueFrom = in.skip(Math.max(0, valueLength));
        }

        long offset() {
            return offset;
        }

        long appendedMs() {
            return appendedMs;
        }

        byte @Nullable [] key() {
            return keyLength < 0 ? null : Arrays.copyOfRange(pack, keyFrom, keyFrom + keyLength);
        }

        boolean hasValue() {
            return valueLength >= 0;
        }

        /** Reads the value, which there must be, where it lies. */
        void read(SampleReader reader, SampleReader.Visitor visitor) {
            reader.read(pack, valueFrom, valueFrom + valueLength, appendedMs, visitor);
        }

        /** Bytes of the value, which there must be: from one of them to before another, counted from its first. */
        byte[] value(int from, int to) {
            return Arrays.copyOfRange(pack, valueFrom + from, valueFrom + to);
        }
    }

    /** Takes the records in their order. */
    interface Taker {
        void take(Packed record);
    }

    /**
     * A pack of records without headers that has the offset of the first one: this is where to begin again when a pack that
     * waits is lost.
     *
     * @param records one or more
     */
    static ConsumerRecord<byte[], byte[]> of(List<ConsumerRecord<byte[], byte[]>> records, int bytes) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        ByteWriter out = new ByteWriter(bytes + BYTES_BESIDE * records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            write(
                    record.offset() - first.offset(),
                    record.timestamp() - first.timestamp(),
                    record.key(),
                    record.value(),
                    out);
        }
        byte[] value = out.toBytes();
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                first.timestampType(),
                ConsumerRecord.NULL_SIZE,
                value.length,
                null,
                value,
                first.headers(),
                first.leaderEpoch());
    }

    /** The value of a pack that holds one record only. */
    static byte[] ofOne(byte @Nullable [] key, byte @Nullable [] value) {
        ByteWriter out = new ByteWriter(BYTES_BESIDE + length(key) + length(value));
        write(0, 0, key, value, out);
        return out.toBytes();
    }

    private static void write(long offset, long ms, byte @Nullable [] key, byte @Nullable [] value, ByteWriter out) {
        write(key, out.putVarLong(offset).putSignedVarLong(ms));
        write(value, out);
    }

    private static void write(byte @Nullable [] bytes, ByteWriter out) {
        if (bytes == null) {
            out.putVarLong(0);
        } else {
            out.putVarLong(bytes.length + 1L).putBytes(bytes);
        }
    }

    /**
     * Tells the records in a pack.
     *
     * @param offset of the pack
     * @param appendedMs time of the pack, epoch milliseconds
     */
    static void forEach(byte[] pack, long offset, long appendedMs, Taker taker) {
        ByteReader in = new ByteReader(pack);
        while (in.remaining() > 0) {
            taker.take(new Packed(pack, offset, appendedMs, in));
        }
    }

    static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
