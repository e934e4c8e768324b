package dev.flyball.processor.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class EventClockTest {
    private final EventClock clock = new EventClock(2, Duration.ofSeconds(60));

    @Test
    void itWaitsUntilAllPartitionsWereHeard() {
        clock.observe(0, 10_000);
        assertThat(clock.now()).isEmpty();

        clock.observe(1, 8_000);
        assertThat(clock.now()).hasValue(8_000);
    }

    @Test
    void itFollowsTheSlowestPartition() {
        clock.observe(0, 10_000);
        clock.observe(1, 10_000);

        clock.observe(0, 50_000);

        assertThat(clock.now()).hasValue(10_000);
    }

    @Test
    void aDeadPartitionStopsHoldingItBackAfterTheTimeout() {
        clock.observe(0, 10_000);
        clock.observe(1, 10_000);

        clock.observe(0, 70_000);
        assertThat(clock.now()).as("still waited for").hasValue(10_000);

        clock.observe(0, 70_001);
        assertThat(clock.now()).hasValue(70_001);
    }

    @Test
    void aPartitionThatIsNeverHeardHoldsItBackNoLonger() {
        clock.observe(0, 10_000);
        clock.observe(0, 70_001);

        assertThat(clock.now()).hasValue(70_001);
    }

    @Test
    void itNeverGoesBack() {
        clock.observe(0, 10_000);
        clock.observe(1, 10_000);
        clock.observe(0, 80_000);

        clock.observe(1, 30_000);

        assertThat(clock.now()).hasValue(80_000);
    }
}
