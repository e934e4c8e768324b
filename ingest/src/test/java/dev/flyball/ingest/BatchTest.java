package dev.flyball.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BatchTest {
    private static final byte[] LINE = "12345".getBytes(UTF_8);

    @Test
    void linesAreSeparatedByNewlines() {
        Batch batch = new Batch(10, 100);
        batch.add(LINE);
        batch.add(LINE);

        assertThat(new String(batch.take(), UTF_8)).isEqualTo("12345\n12345");
        assertThat(batch.isEmpty()).isTrue();
    }

    @Test
    void theNumberOfSamplesEndsABatch() {
        Batch batch = new Batch(2, 100);
        batch.add(LINE);
        assertThat(batch.isFull()).isFalse();
        batch.add(LINE);

        assertThat(batch.isFull()).isTrue();
        assertThat(batch.hasRoomFor(LINE)).isFalse();
    }

    @Test
    void theBytesEndABatchNewlinesIncluded() {
        Batch batch = new Batch(10, 11);
        batch.add(LINE);
        assertThat(batch.hasRoomFor(LINE)).isTrue();
        assertThat(batch.hasRoomFor("123456".getBytes(UTF_8))).isFalse();
        batch.add(LINE);

        assertThat(batch.isFull()).isTrue();
    }

    @Test
    void anEmptyBatchTakesALineOfAnyLength() {
        assertThat(new Batch(1, 3).hasRoomFor(LINE)).isTrue();
    }
}
