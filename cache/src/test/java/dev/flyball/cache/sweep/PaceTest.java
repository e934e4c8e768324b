package dev.flyball.cache.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.cache.sweep.Pace.Limits;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final long JOURNEY_NANOS = 50_000;
    private static final long EXCESS_NANOS = 300_000;
    private static final Limits LIMITS =
            new Limits(Duration.ofNanos(EXCESS_NANOS), 10, 400, 0.25, Duration.ofMillis(100));

    private final Pace pace = new Pace(LIMITS);

    /** A step makes a reader wait until all its keys have been looked at. */
    private static long readerWaits(long nanosPerKey, int keys) {
        return JOURNEY_NANOS + nanosPerKey * keys;
    }

    private void idle() {
        for (int i = 0; i < 31; i++) {
            pace.idle(JOURNEY_NANOS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 2_000, 5_000, 20_000})
    void readersOfASlowServerWaitLittleLongerThanTheLimit(long nanosPerKey) {
        idle();
        long worst = 0;
        long looked = 0;
        for (int step = 0; step < 1_000; step++) {
            long waits = readerWaits(nanosPerKey, pace.keys());
            worst = Math.max(worst, waits - JOURNEY_NANOS);
            looked += pace.keys();
            pace.busy(waits, waits);
        }

        assertThat(worst).isLessThanOrEqualTo(EXCESS_NANOS + 10 * nanosPerKey);
        assertThat(looked * nanosPerKey / 1_000).as("mean excess").isGreaterThan(EXCESS_NANOS / 2);
    }

    @Test
    void stepsOfAFastServerGrowToTheMost() {
        idle();
        for (int step = 0; step < 100; step++) {
            pace.busy(readerWaits(10, pace.keys()), 100_000);
        }

        assertThat(pace.keys()).isEqualTo(400);
    }

    @Test
    void oneReaderWhoWaitsTooLongHalvesTheNextStep() {
        idle();
        for (int step = 0; step < 100; step++) {
            pace.busy(JOURNEY_NANOS, 100_000);
        }

        pace.busy(JOURNEY_NANOS + EXCESS_NANOS + 1, 100_000);

        assertThat(pace.keys()).isEqualTo(200);
    }

    @Test
    void theServerHasItsShareOfTheTimeForOthers() {
        idle();

        pace.busy(JOURNEY_NANOS, 200_000);

        assertThat(pace.pauseNanos())
                .as("three times as long, at a share of a quarter")
                .isEqualTo(600_000);
    }

    @Test
    void aServerThatIsInTroubleIsLeftAloneForLongerAndLongerAndThenVisitedAgain() {
        idle();
        for (int step = 0; step < 20; step++) {
            pace.busy(Duration.ofMillis(5).toNanos(), 1_000);
        }
        assertThat(pace.keys()).isEqualTo(10);
        assertThat(pace.pauseNanos()).isEqualTo(Duration.ofMillis(100).toNanos());

        for (int step = 0; step < 110; step++) {
            pace.busy(JOURNEY_NANOS, 1_000);
        }

        assertThat(pace.keys()).isGreaterThan(10);
        assertThat(pace.pauseNanos()).isEqualTo(3_000);
    }

    @Test
    void aNetworkWhoseAnswersTakeAllKindsOfTimesIsNoReasonToCrawl() {
        Random random = new Random(7);
        for (int i = 0; i < 31; i++) {
            pace.idle(1_000_000 + random.nextInt(4_000_000));
        }

        long looked = 0;
        for (int step = 0; step < 1_000; step++) {
            looked += pace.keys();
            pace.busy(1_000_000 + random.nextInt(4_000_000), 100_000);
        }

        assertThat(looked / 1_000).as("mean step").isGreaterThan(50);
    }

    @Test
    void whatIsUsualFollowsTheLoadThatOthersBring() {
        idle();
        for (int i = 0; i < 31; i++) {
            pace.idle(2_000_000);
        }

        pace.busy(2_100_000, 1_000);

        assertThat(pace.keys()).isEqualTo(20);
    }

    @Test
    void limitsThatMakeNoSenseAreRefusedByName() {
        assertThatThrownBy(() -> LIMITS.withMaxExcess(Duration.ZERO)).hasMessageContaining("maxExcess");
        assertThatThrownBy(() -> new Limits(Duration.ofMillis(1), 20, 10, 0.5, Duration.ZERO))
                .hasMessageContaining("minKeys");
        assertThatThrownBy(() -> new Limits(Duration.ofMillis(1), 1, 10, 0, Duration.ZERO))
                .hasMessageContaining("share");
        assertThatThrownBy(() -> new Limits(Duration.ofMillis(1), 1, 10, 1, Duration.ofHours(1)))
                .hasMessageContaining("longestPause");
    }
}
