package dev.flyball.processor.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.schemas.Sample;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DigestRecordTest {
    private static NavigableMap<Long, Digest> panes(int count) {
        NavigableMap<Long, Digest> panes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Digest digest = new Digest();
            digest.add(Sample.of(i * 1_000L, "shop", "GET /", i, 200));
            panes.put(i * 1_000L, digest);
        }
        return panes;
    }

    @Test
    void panesAndWatermarksSurviveTheirBytes() {
        DigestRecord panes = new DigestRecord.Panes(panes(3));
        DigestRecord watermark = new DigestRecord.Watermark(7, -1_000);

        assertThat(DigestRecord.ofBytes(panes.toBytes())).isEqualTo(panes);
        assertThat(DigestRecord.ofBytes(watermark.toBytes())).isEqualTo(watermark);
    }

    @Test
    void aBacklogIsSplitIntoRecordsThatKafkaTakes() {
        NavigableMap<Long, Digest> hour = panes(200);

        List<DigestRecord.Panes> records = DigestRecord.Panes.split(hour);

        NavigableMap<Long, Digest> together = new TreeMap<>();
        records.forEach(record -> together.putAll(record.byStart()));
        assertThat(records)
                .hasSize(4)
                .allSatisfy(record -> assertThat(record.byStart()).hasSizeLessThanOrEqualTo(64));
        assertThat(together).isEqualTo(hour);
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> DigestRecord.ofBytes(new byte[] {0x7F}))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("127");
        assertThatThrownBy(() -> DigestRecord.ofBytes(new byte[0])).isInstanceOf(MalformedBytesException.class);
    }
}
