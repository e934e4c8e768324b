package dev.flyball.processor.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.windows.EventTime;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.SampleWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplayTest {
    private static final long START = 1_763_836_800_000L;
    private static final long NOW = START + 86_400_000L;

    private final Found found = new Found();

    private static ReplaySettings file() {
        return ReplaySettings.ofFile(EventTime.DEFAULT, MonitorSettings.DEFAULT);
    }

    private static ReplaySettings topic(int partitions, long from, long to) {
        return ReplaySettings.ofTopic(partitions, EventTime.DEFAULT, MonitorSettings.DEFAULT, new Range(from, to));
    }

    private static byte[] sample(long at, int status) {
        return SampleWriter.write(Sample.of(at, "shop", "GET /", 20, status));
    }

    /** Ten requests a second, as lines of a file that is read a day later. */
    private static void lines(Replay replay, long fromMs, long toMs, int status) {
        for (long at = fromMs; at < toMs; at += 100) {
            replay.take(new LogRecord(0, at, NOW, sample(at, status)));
        }
    }

    /** Ten requests a second on a partition, appended at once. */
    private static void records(Replay replay, int partition, long fromMs, long toMs, int status) {
        for (long at = fromMs; at < toMs; at += 100) {
            replay.take(new LogRecord(partition, at, at, sample(at, status)));
        }
    }

    private List<AlertState> states() {
        return found.alerts.stream().map(Alert::state).toList();
    }

    @Test
    void aFileIsToldToTheEndOfItsLastWindow() {
        Replay replay = new Replay(file(), found);

        lines(replay, START, START + 14_000, 200);
        assertThat(found.metrics).hasSize(1);
        replay.finish();

        assertThat(found.metrics).extracting(EndpointMetrics::count).containsExactly(100L, 40L);
        assertThat(replay.totals()).isEqualTo(new Totals(140, 0, 0, 1, 2, 0, 0, START, START + 13_900));
    }

    @Test
    void anIncidentInAFileFiresAndIsResolved() {
        Replay replay = new Replay(file(), found);

        lines(replay, START, START + 10_000, 200);
        lines(replay, START + 10_000, START + 20_000, 500);
        lines(replay, START + 20_000, START + 60_000, 200);
        replay.finish();

        assertThat(found.alerts)
                .filteredOn(alert -> alert.rule().equals("errors"))
                .extracting(Alert::state)
                .containsExactly(AlertState.PENDING, AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void aLateSampleCorrectsItsWindowAndIsCounted() {
        Replay replay = new Replay(file(), found);

        lines(replay, START, START + 15_000, 200);
        lines(replay, START + 5_000, START + 5_100, 200);
        lines(replay, START + 15_000, START + 20_000, 200);
        replay.finish();

        assertThat(found.metrics).extracting(EndpointMetrics::revision).containsExactly(0, 1, 0);
        assertThat(found.metrics.get(1).count()).isEqualTo(101);
        assertThat(replay.totals().late()).isEqualTo(1);
        assertThat(replay.totals().corrections()).isEqualTo(1);
    }

    @Test
    void whatIsNoSampleCostsOnlyItself() {
        Replay replay = new Replay(file(), found);

        lines(replay, START, START + 1_000, 200);
        replay.take(new LogRecord(0, 17, NOW, "{\"timestamp\":".getBytes(StandardCharsets.UTF_8)));
        replay.take(new LogRecord(0, 18, NOW, sample(NOW + 3_600_000, 200)));
        lines(replay, START + 1_000, START + 2_000, 200);

        assertThat(found.rejectedAt).containsExactly(17L, 18L);
        assertThat(replay.totals().samples()).isEqualTo(20);
        assertThat(replay.totals().late()).isZero();
    }

    @Test
    void onlyWhatLiesInTheRangeIsToldAndTheWarmUpFillsTheWindows() {
        Replay replay = new Replay(topic(1, START + 20_000, START + 40_000), found);

        records(replay, 0, START, START + 60_000, 200);

        assertThat(replay.isOver()).isTrue();
        assertThat(found.metrics)
                .extracting(EndpointMetrics::windowStart)
                .containsExactly(START + 20_000, START + 30_000);
    }

    @Test
    void anAlertThatIsOpenWhenTheRangeBeginsIsToldFirst() {
        Replay replay = new Replay(topic(1, START + 20_000, START + 60_000), found);

        records(replay, 0, START, START + 30_000, 500);
        records(replay, 0, START + 30_000, START + 70_000, 200);

        assertThat(states()).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(found.alerts.get(0).firedAt()).isLessThan(START + 20_000);
        assertThat(replay.totals().alerts()).isEqualTo(1);
    }

    @Test
    void whereTheLogEndsEarlyTheTimeGoesOnToTheEndOfTheRange() {
        Replay replay = new Replay(topic(1, START, START + 60_000), found);

        records(replay, 0, START, START + 15_000, 500);
        replay.finish();

        assertThat(states()).containsExactly(AlertState.PENDING, AlertState.FIRING, AlertState.RESOLVED);
        assertThat(found.metrics).hasSize(2);
    }

    @Test
    void aPartitionThatHasEndedHoldsNobodyBack() {
        Replay replay = new Replay(topic(3, START, START + 60_000), found);

        records(replay, 0, START, START + 5_000, 200);
        replay.end(0);
        replay.end(2);
        records(replay, 1, START + 5_000, START + 12_000, 200);

        assertThat(found.metrics).extracting(EndpointMetrics::count).containsExactly(100L);
    }

    @Test
    void aPartitionThatHasMoreIsWaitedFor() {
        Replay replay = new Replay(topic(2, START, START + 60_000), found);

        records(replay, 0, START, START + 30_000, 200);
        assertThat(found.metrics).isEmpty();
        records(replay, 1, START, START + 30_000, 200);

        assertThat(found.metrics).extracting(EndpointMetrics::count).containsExactly(200L, 200L);
        assertThat(replay.totals().late()).isZero();
    }

    @Test
    void withoutSamplesThereIsNothingToTell() {
        Replay replay = new Replay(file(), found);

        replay.finish();

        assertThat(replay.totals()).isEqualTo(new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(found.metrics).isEmpty();
    }
}
