package dev.flyball.processor.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class EventClockTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final EventClock clock = new EventClock(2, Duration.ofSeconds(60));

    /** Both tell their watermarks once a second, from one moment to another. */
    private void bothAreHeard(long fromMs, long toMs, long watermark0, long watermark1) {
        for (long at = fromMs; at <= toMs; at += 1_000) {
            clock.observe(0, watermark0, at);
            clock.observe(1, watermark1, at);
        }
    }

    private void onlyTheFirstIsHeard(long fromMs, long toMs) {
        for (long at = fromMs; at <= toMs; at += 1_000) {
            clock.observe(0, at, at);
        }
    }

    @Test
    void itWaitsUntilAllPartitionsWereHeard() {
        clock.observe(0, 10_000, 20_000);
        assertThat(clock.now()).isEmpty();

        clock.observe(1, 8_000, 20_000);
        assertThat(clock.now()).hasValue(8_000);
    }

    @Test
    void aPartitionThatLagsIsWaitedForHoweverFarItIsBehind() {
        bothAreHeard(0, 300_000, 5 * HOUR, HOUR);

        assertThat(clock.now()).hasValue(HOUR);
    }

    @Test
    void aDeadPartitionStopsHoldingItBackAfterTheTimeout() {
        bothAreHeard(0, 10_000, 10_000, 10_000);

        onlyTheFirstIsHeard(11_000, 70_000);
        assertThat(clock.now()).as("still waited for").hasValue(10_000);

        onlyTheFirstIsHeard(71_000, 71_000);
        assertThat(clock.now()).hasValue(71_000);
    }

    @Test
    void aPartitionThatIsNeverHeardHoldsItBackNoLonger() {
        onlyTheFirstIsHeard(1_000, 61_000);
        assertThat(clock.now()).isEmpty();

        onlyTheFirstIsHeard(62_000, 62_000);

        assertThat(clock.now()).hasValue(62_000);
    }

    @Test
    void nobodyIsGivenUpBecauseEverythingStoodStill() {
        bothAreHeard(0, 10_000, 10_000, 10_000);

        onlyTheFirstIsHeard(HOUR, HOUR + 30_000);

        assertThat(clock.now()).hasValue(10_000);
    }

    @Test
    void afterARestartNobodyIsGivenUpBeforeItHadItsTime() {
        EventClock restarted = new EventClock(2, Duration.ofSeconds(60));
        restarted.restore(0, 10_000);
        restarted.restore(1, 10_000);

        restarted.observe(0, 2 * HOUR, HOUR);

        assertThat(restarted.now()).hasValue(10_000);
    }

    @Test
    void itNeverGoesBack() {
        bothAreHeard(0, 10_000, 10_000, 10_000);
        onlyTheFirstIsHeard(11_000, 80_000);

        clock.observe(1, 30_000, 81_000);

        assertThat(clock.now()).hasValue(80_000);
    }
}
