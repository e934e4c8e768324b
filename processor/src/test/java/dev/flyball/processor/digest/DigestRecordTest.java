package dev.flyball.processor.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.schemas.Sample;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DigestRecordTest {
    private static List<Pane> panes(int count) {
        List<Pane> panes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Digest digest = new Digest();
            digest.add(Sample.of(i * 1_000L, "shop", "GET /", i, 200));
            panes.add(new Pane(i * 1_000L, digest));
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
        List<Pane> hour = panes(200);

        List<List<Pane>> parts = DigestRecord.Digests.parts(hour);

        assertThat(parts).hasSize(4).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(64));
        assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(hour);
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> DigestRecord.ofBytes(new byte[] {0x7F}))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("127");
        assertThatThrownBy(() -> DigestRecord.ofBytes(new byte[0])).isInstanceOf(MalformedBytesException.class);
    }
}
