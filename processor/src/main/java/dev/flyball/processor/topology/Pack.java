package dev.flyball.processor.topology;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
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

    /** A record as it was appended. */
    static final class Packed {
        private final long offset;
        private final long appendedMs;
        private final byte @Nullable [] key;
        private final byte @Nullable [] value;

        private Packed(long offset, long appendedMs, byte @Nullable [] key, byte @Nullable [] value) {
            this.offset = offset;
            this.appendedMs = appendedMs;
            this.key = key;
            this.value = value;
        }

        long offset() {
            return offset;
        }

        long appendedMs() {
            return appendedMs;
        }

        byte @Nullable [] key() {
            return key;
        }

        byte @Nullable [] value() {
            return value;
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
            taker.take(new Packed(offset + in.getVarLong(), appendedMs + in.getSignedVarLong(), read(in), read(in)));
        }
    }

    private static byte @Nullable [] read(ByteReader in) {
        int length = (int) in.getVarLong() - 1;
        return length < 0 ? null : in.getBytes(length);
    }

    static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
