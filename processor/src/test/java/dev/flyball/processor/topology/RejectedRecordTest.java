package dev.flyball.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import dev.flyball.schemas.json.SampleReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

final class RejectedRecordTest {
    private static final long START_MS = 1_763_836_800_000L;
    private static final String GOOD = "{\"timestamp\":" + START_MS
            + ",\"service\":\"shop\",\"endpoint\":\"GET /\",\"responseTimeMs\":1,\"status\":200}";

    private final SampleReader reader = new SampleReader(SampleLimits.DEFAULT);
    private final List<Record<byte[], byte[]>> rejected = new ArrayList<>();

    private static ConsumerRecord<byte[], byte[]> record(long offset, String key, String value) {
        return new ConsumerRecord<>("samples", 3, offset, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private void read(int limitBytes, List<ConsumerRecord<byte[], byte[]>> records) {
        ConsumerRecord<byte[], byte[]> pack = Pack.of(records, 0);
        Pack.forEach(
                pack.value(),
                pack.offset(),
                START_MS,
                record -> record.read(reader, new SampleReader.Visitor() {
                    @Override
                    public void sample(Sample sample) {
                        // Only what is wrong is looked at.
                    }

                    @Override
                    public void rejected(Rejection rejection, int from, int to) {
                        rejected.add(RejectedRecord.of(record, rejection, from, to, null, limitBytes));
                    }
                }));
    }

    private static String header(Record<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @Test
    void itHasTheKeyOfItsRecordAndThePositionInItsValue() {
        read(100, List.of(record(1, "a", GOOD), record(2, "b", GOOD + "\n{wrong}\n" + GOOD), record(3, "c", GOOD)));

        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0).key()).isEqualTo("b".getBytes(UTF_8));
        assertThat(rejected.get(0).value()).isEqualTo("{wrong}".getBytes(UTF_8));
        assertThat(header(rejected.get(0), "flyball-position")).isEqualTo(Integer.toString(GOOD.length() + 1));
    }

    @Test
    void whatIsLongIsCutOffAndItsLengthIsTold() {
        read(4, List.of(record(1, "a", GOOD), record(2, "b", "{wrong}"), record(3, "c", "{ok?")));

        assertThat(rejected).extracting(Record::value).containsExactly("{wro".getBytes(UTF_8), "{ok?".getBytes(UTF_8));
        assertThat(header(rejected.get(0), "flyball-truncated-from-bytes")).isEqualTo("7");
        assertThat(rejected.get(1).headers().lastHeader("flyball-truncated-from-bytes"))
                .isNull();
    }
}
