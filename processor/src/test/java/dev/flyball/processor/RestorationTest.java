package dev.flyball.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

final class RestorationTest {
    private static final TopicPartition BLOCKS = new TopicPartition("blocks-changelog", 0);
    private static final TopicPartition WINDOWS = new TopicPartition("windows-changelog", 0);

    private final Restoration restoration = new Restoration(() -> Instant.EPOCH);

    @Test
    void progressIsThatOfAllStoresTogether() {
        assertThat(restoration.percent()).isEmpty();

        restoration.onRestoreStart(BLOCKS, "blocks", 1_000, 1_300);
        restoration.onRestoreStart(WINDOWS, "windows", 0, 100);
        assertThat(restoration.percent()).hasValue(0);

        restoration.onBatchRestored(BLOCKS, "blocks", 1_172, 172);
        assertThat(restoration.percent()).hasValue(43);
        assertThat(StoreView.described(KafkaStreams.State.REBALANCING, restoration.percent()))
                .isEqualTo("restoring 43 %");

        restoration.onRestoreEnd(WINDOWS, "windows", 100);
        assertThat(restoration.percent()).as("what is done counts on").hasValue(68);

        restoration.onRestoreEnd(BLOCKS, "blocks", 300);
        assertThat(restoration.percent()).isEmpty();
        assertThat(StoreView.described(KafkaStreams.State.RUNNING, restoration.percent()))
                .isEqualTo("running");
    }

    @Test
    void whatMovesAwayIsNoLongerWaitedFor() {
        restoration.onRestoreStart(BLOCKS, "blocks", 0, 10);
        restoration.onRestoreStart(WINDOWS, "windows", 0, 1_000_000);
        restoration.onBatchRestored(BLOCKS, "blocks", 5, 5);

        restoration.onRestoreSuspended(WINDOWS, "windows", 0);

        assertThat(restoration.percent()).hasValue(50);
    }
}
