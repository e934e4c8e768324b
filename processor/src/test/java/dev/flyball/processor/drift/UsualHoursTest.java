package dev.flyball.processor.drift;

import static dev.flyball.schemas.Condition.Drift.Signal.TRAFFIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UsualHoursTest {
    private static final long HOUR_MS = 3_600_000;
    private static final long MIDNIGHT_MS = 20_000 * 24 * HOUR_MS;

    private final Detector detector = new Detector(Budget.DEFAULT);

    /** Two requests a second, but none from 18 to 6 o'clock; how often silence alarmed in the days from one to another. */
    private int alarms(int fromDay, int toDay) {
        int alarms = 0;
        for (long day = fromDay; day < toDay; day++) {
            long start = MIDNIGHT_MS + day * 24 * HOUR_MS;
            for (long at = start + 6 * HOUR_MS; at < start + 18 * HOUR_MS; at += 1_000) {
                detector.observe(at, Clockwork.sketch(List.of(1_000L, 2_000L), 1), 0);
            }
            for (long at = start + 18 * HOUR_MS; at < start + 30 * HOUR_MS; at += 60_000) {
                if (detector.drift(TRAFFIC, at).alarms()) {
                    alarms++;
                    break;
                }
            }
        }
        return alarms;
    }

    @Test
    void anHourThatIsUsuallyQuietMayBeQuiet() {
        assertThat(alarms(0, 1)).isOne();
        assertThat(alarms(1, 4)).isZero();
    }

    @Test
    void trafficThatIsLostInAnHourThatIsUsuallyBusyIsMissed() {
        alarms(0, 3);
        long noon = MIDNIGHT_MS + (3 * 24 + 12) * HOUR_MS;
        for (long at = noon - 5 * HOUR_MS; at < noon; at += 1_000) {
            detector.observe(at, Clockwork.sketch(List.of(1_000L, 2_000L), 1), 0);
        }

        assertThat(detector.drift(TRAFFIC, noon + 60_000).alarms()).isTrue();
    }
}
