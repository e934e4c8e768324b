package dev.flyball.processor.topology;

import dev.flyball.schemas.Rejection;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What is kept of input that was rejected: the bytes as received, and headers that say why and where from. */
final class RejectedRecord {
    private RejectedRecord() {}

    /**
     * @param from first byte of the rejected object in the record's value
     * @param to first byte after it
     * @param limitBytes how much of it is kept; the whole is still in the topic that the headers name
     */
    static Record<byte[], byte[]> of(
            Pack.Packed record,
            Rejection rejection,
            int from,
            int to,
            @Nullable RecordMetadata origin,
            int limitBytes) {
        Headers headers = new RecordHeaders();
        put(headers, "flyball-reason", rejection.reason().label());
        put(headers, "flyball-detail", rejection.detail());
        if (origin != null) {
            put(headers, "flyball-topic", origin.topic());
            put(headers, "flyball-partition", Integer.toString(origin.partition()));
            put(headers, "flyball-offset", Long.toString(record.offset()));
        }
        put(headers, "flyball-position", Integer.toString(from));
        int length = to - from;
        if (length > limitBytes) {
            put(headers, "flyball-truncated-from-bytes", Integer.toString(length));
        }
        byte[] kept = record.value(from, from + Math.min(length, limitBytes));
        return new Record<>(record.key(), kept, record.appendedMs(), headers);
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
