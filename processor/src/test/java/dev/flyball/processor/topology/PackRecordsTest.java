package dev.flyball.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import dev.flyball.schemas.json.SampleReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PackRecordsTest {
    private static final TopicPartition SAMPLES = new TopicPartition("samples", 3);
    private static final TopicPartition DIGESTS = new TopicPartition("digests", 3);
    private static final SampleReader READER = new SampleReader(SampleLimits.DEFAULT);
    private static final long START_MS = 1_763_836_800_000L;

    private final PackRecords packing = new PackRecords();

    PackRecordsTest() {
        Properties streams = new Properties();
        PackRecords.configure(streams, SAMPLES.topic());
        packing.configure(streams.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toString().substring("main.consumer.".length()), Map.Entry::getValue)));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            long offset, long timestampMs, @Nullable String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                SAMPLES.topic(),
                SAMPLES.partition(),
                offset,
                timestampMs,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                Optional.of(7));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<ConsumerRecord<byte[], byte[]>> packed(List<ConsumerRecord<byte[], byte[]>> records) {
        return packing.onConsume(new ConsumerRecords<>(Map.of(SAMPLES, records), Map.of()))
                .records(SAMPLES);
    }

    private static List<String> unpacked(List<ConsumerRecord<byte[], byte[]>> packs) {
        List<String> all = new ArrayList<>();
        packs.forEach(pack -> Pack.forEach(
                pack.value(),
                pack.offset(),
                pack.timestamp(),
                record -> all.add(
                        record.offset() + "@" + record.appendedMs() + " " + text(record.key()) + "=" + value(record))));
        return all;
    }

    /** The value as it is told to be wrong, since none of these is a sample. */
    private static String value(Pack.Packed record) {
        if (!record.hasValue()) {
            return text(null);
        }
        List<String> whole = new ArrayList<>();
        record.read(READER, new SampleReader.Visitor() {
            @Override
            public void sample(Sample sample) {
                throw new AssertionError("not what was packed: " + sample);
            }

            @Override
            public void rejected(Rejection rejection, int from, int to) {
                whole.add(text(record.value(from, to)));
            }
        });
        return String.join(",", whole);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : "'" + new String(bytes, StandardCharsets.UTF_8) + "'";
    }

    @Test
    void whatWasPackedComesOutAsItWas() {
        List<ConsumerRecord<byte[], byte[]>> records = List.of(
                record(40, START_MS, null, bytes("one")),
                record(41, START_MS + 500, "key", null),
                record(47, START_MS - 500, "", bytes("")));

        assertThat(packed(records)).hasSize(1);
        assertThat(unpacked(packed(records)))
                .containsExactly(
                        "40@" + START_MS + " null='one'",
                        "41@" + (START_MS + 500) + " 'key'=null",
                        "47@" + (START_MS - 500) + " ''=''");
    }

    @Test
    void aPackThatIsLostIsReadAgainFromItsFirstRecordOn() {
        ConsumerRecord<byte[], byte[]> pack = packed(
                        List.of(record(40, START_MS, null, bytes("a")), record(41, START_MS, null, bytes("b"))))
                .get(0);

        assertThat(pack.offset()).isEqualTo(40);
        assertThat(pack.leaderEpoch()).contains(7);
    }

    @Test
    void whereToGoOnAndWhatIsNotOfTheTopicStayAsTheyWere() {
        Map<TopicPartition, OffsetAndMetadata> next = Map.of(SAMPLES, new OffsetAndMetadata(50));
        List<ConsumerRecord<byte[], byte[]>> digests =
                List.of(new ConsumerRecord<>(DIGESTS.topic(), DIGESTS.partition(), 8, null, bytes("digest")));

        ConsumerRecords<byte[], byte[]> handedOn = packing.onConsume(new ConsumerRecords<>(
                Map.of(SAMPLES, List.of(record(40, START_MS, null, bytes("a"))), DIGESTS, digests), next));

        assertThat(handedOn.nextOffsets()).isEqualTo(next);
        assertThat(handedOn.records(DIGESTS)).isEqualTo(digests);
    }

    @Test
    void packsAreBoundedByTheNumberOfRecordsAndByTheirBytes() {
        List<ConsumerRecord<byte[], byte[]>> many = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            many.add(record(i, START_MS, null, bytes("x")));
        }
        List<ConsumerRecord<byte[], byte[]>> large = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            large.add(record(i, START_MS, null, new byte[i == 5 ? 1_000_000 : 100_000]));
        }

        assertThat(packed(many)).hasSize(3);
        assertThat(unpacked(packed(many))).hasSize(2_500);
        assertThat(packed(large)).extracting(ConsumerRecord::offset).containsExactly(0L, 2L, 4L, 5L, 6L, 8L);
        assertThat(unpacked(packed(large))).hasSize(10);
    }

    @Test
    void aRecordWithoutATimeIsPackedByItself() {
        List<ConsumerRecord<byte[], byte[]>> packs = packed(List.of(
                record(1, START_MS, null, bytes("a")),
                record(2, -1, null, bytes("b")),
                record(3, START_MS, null, bytes("c")),
                record(4, START_MS, null, bytes("d"))));

        assertThat(packs).extracting(ConsumerRecord::offset).containsExactly(1L, 2L, 3L);
    }
}
