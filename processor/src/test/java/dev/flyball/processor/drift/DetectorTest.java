package dev.flyball.processor.drift;

import static dev.flyball.processor.drift.Clockwork.Traffic.USUAL;
import static dev.flyball.schemas.Condition.Drift.Signal.ERRORS;
import static dev.flyball.schemas.Condition.Drift.Signal.LATENCY;
import static dev.flyball.schemas.Condition.Drift.Signal.TRAFFIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.schemas.sketch.LatencySketch;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DetectorTest {
    private static final int HOUR = 3_600;

    private final Clockwork endpoint = new Clockwork();

    @Test
    void whatIsTenTimesSlowerAlarmsInItsSecondSecond() {
        endpoint.run(HOUR, USUAL);

        assertThat(endpoint.secondsUntilAlarm(5, USUAL.slower(10), LATENCY)).isEqualTo(2);
        assertThat(endpoint.drift(LATENCY).now())
                .isGreaterThan(5 * endpoint.drift(LATENCY).usual());
        assertThat(endpoint.alarms(ERRORS)).isFalse();
        assertThat(endpoint.alarms(TRAFFIC)).isFalse();
    }

    @Test
    void whereHalfOfTheRequestsFailThereIsAnAlarmInTheSecondSecond() {
        endpoint.run(HOUR, USUAL);

        assertThat(endpoint.secondsUntilAlarm(5, USUAL.failing(0.5), ERRORS)).isEqualTo(2);
        assertThat(endpoint.drift(ERRORS).now()).isBetween(0.1, 0.6);
        assertThat(endpoint.alarms(LATENCY)).isFalse();
    }

    @Test
    void aShareOfSlowRequestsIsSeenThoughTheMedianIsAsEver() {
        endpoint.run(HOUR, USUAL);

        assertThat(endpoint.secondsUntilAlarm(60, USUAL.slower(0.1, 10), LATENCY))
                .isBetween(3, 30);
    }

    @Test
    void whatIsABitSlowerAfterADeploymentIsForgivenAndLearned() {
        endpoint.run(HOUR, USUAL);
        double before = endpoint.drift(LATENCY).usual();

        assertThat(endpoint.secondsUntilAlarm(2 * HOUR, USUAL.slower(1.15), LATENCY))
                .isEqualTo(-1);
        assertThat(endpoint.drift(LATENCY).usual()).isGreaterThan(before);
    }

    @Test
    void aSecondInWhichNearlyAllIsSlowIsForgiven() {
        endpoint.run(HOUR, USUAL);

        for (int pause = 0; pause < 20; pause++) {
            assertThat(endpoint.secondsUntilAlarm(1, USUAL.slower(50), LATENCY)).isEqualTo(-1);
            assertThat(endpoint.secondsUntilAlarm(60, USUAL, LATENCY)).isEqualTo(-1);
        }
    }

    @Test
    void itSaysNothingWhileItHasSeenTooLittle() {
        endpoint.run(200, USUAL);

        assertThat(endpoint.secondsUntilAlarm(60, USUAL.slower(10).failing(1), LATENCY))
                .isEqualTo(-1);
        assertThat(endpoint.alarms()).isFalse();
    }

    @Test
    void halfOfTheTrafficIsForgivenAFifthIsNot() {
        endpoint.run(HOUR, USUAL);

        assertThat(endpoint.secondsUntilAlarm(HOUR, USUAL.perSecond(10), TRAFFIC))
                .isEqualTo(-1);
        endpoint.run(HOUR, USUAL);
        assertThat(endpoint.secondsUntilAlarm(120, USUAL.perSecond(4), TRAFFIC)).isBetween(5, 60);
    }

    @Test
    void silenceAlarmsByItselfAtTheAnnouncedMoment() {
        endpoint.run(HOUR, USUAL);
        long wakeMs = endpoint.detector.wakeMs(endpoint.nowMs());

        assertThat(wakeMs - endpoint.nowMs()).isBetween(5_000L, 30_000L);
        assertThat(endpoint.detector.drift(TRAFFIC, wakeMs - 1_000).alarms()).isFalse();
        Drift drift = endpoint.detector.drift(TRAFFIC, wakeMs);
        assertThat(drift.alarms()).isTrue();
        assertThat(drift.share()).isEqualTo(1);
        assertThat(drift.usual()).isBetween(19.0, 21.0);
    }

    @Test
    void anEndpointThatStaysSilentIsNormalInTheEnd() {
        endpoint.run(HOUR, USUAL);
        long alarmMs = endpoint.detector.wakeMs(endpoint.nowMs());
        long adoptedMs = endpoint.detector.wakeMs(alarmMs);

        assertThat(adoptedMs - alarmMs).isEqualTo(2 * HOUR * 1_000L);
        assertThat(endpoint.detector.drift(TRAFFIC, adoptedMs - 1_000).alarms()).isTrue();
        assertThat(endpoint.detector.drift(TRAFFIC, adoptedMs).clear()).isTrue();
        assertThat(endpoint.detector.wakeMs(adoptedMs)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anIncidentIsOneAlarmAndEndsSoonAfterIt() {
        endpoint.run(HOUR, USUAL);
        endpoint.run(5, USUAL.slower(3));

        for (int second = 0; second < 600; second++) {
            endpoint.run(1, USUAL.slower(3));
            assertThat(endpoint.alarms(LATENCY)).isTrue();
        }
        endpoint.run(30, USUAL);
        assertThat(endpoint.drift(LATENCY).clear()).isTrue();
    }

    @Test
    void anIncidentIsNotLearned() {
        endpoint.run(HOUR, USUAL);
        double before = endpoint.drift(LATENCY).usual();

        endpoint.run(HOUR, USUAL.slower(5).failing(0.3)).run(60, USUAL);

        assertThat(endpoint.drift(LATENCY).usual()).isEqualTo(before);
        assertThat(endpoint.drift(ERRORS).usual()).isLessThan(0.01);
        assertThat(endpoint.alarms()).isFalse();
        assertThat(endpoint.secondsUntilAlarm(10, USUAL.slower(5), LATENCY)).isBetween(2, 4);
    }

    @Test
    void aLevelThatLastsIsAdopted() {
        endpoint.run(HOUR, USUAL);
        endpoint.run(2 * HOUR - 60, USUAL.slower(3));
        assertThat(endpoint.alarms(LATENCY)).isTrue();

        endpoint.run(120, USUAL.slower(3));

        assertThat(endpoint.alarms()).isFalse();
        assertThat(endpoint.secondsUntilAlarm(600, USUAL.slower(3), LATENCY)).isEqualTo(-1);
        assertThat(endpoint.secondsUntilAlarm(60, USUAL.slower(9), LATENCY)).isBetween(2, 20);
    }

    @Test
    void manyErrorsAreNeverNormal() {
        endpoint.run(HOUR, USUAL);
        endpoint.run(3 * HOUR, USUAL.failing(0.3));

        assertThat(endpoint.alarms(ERRORS)).isTrue();
    }

    @Test
    void aFirstRiseDoesNotCountAgainstItself() {
        endpoint.run(600, USUAL.perSecond(1));

        assertThat(endpoint.secondsUntilAlarm(20, USUAL.perSecond(1).failing(1), ERRORS))
                .isBetween(2, 6);
    }

    @Test
    void pausesThatCameToNothingMakeItMoreCareful() {
        Clockwork calm = endpoint.with(new Detector(Budget.DEFAULT), 3).run(HOUR, USUAL);
        Clockwork restless = endpoint.with(new Detector(Budget.DEFAULT), 3).run(HOUR, USUAL);
        for (int pause = 0; pause < 20; pause++) {
            restless.run(1, USUAL.slower(50)).run(60, USUAL);
        }

        assertThat(calm.secondsUntilAlarm(60, USUAL.slower(50), LATENCY)).isEqualTo(2);
        assertThat(restless.secondsUntilAlarm(60, USUAL.slower(50), LATENCY)).isBetween(3, 6);
    }

    @Test
    void pausesSoonAfterEachOtherAreForgivenWhereTheyAreOften() {
        endpoint.run(HOUR, USUAL);
        for (int pause = 0; pause < 20; pause++) {
            endpoint.run(1, USUAL.slower(50)).run(60, USUAL);
        }

        assertThat(endpoint.secondsUntilAlarm(1, USUAL.slower(50), LATENCY)).isEqualTo(-1);
        assertThat(endpoint.secondsUntilAlarm(3, USUAL, LATENCY)).isEqualTo(-1);
        assertThat(endpoint.secondsUntilAlarm(2, USUAL.slower(50), LATENCY)).isEqualTo(-1);
    }

    @Test
    void askingChangesNothing() {
        Clockwork asked = endpoint.with(new Detector(Budget.DEFAULT), 3);
        Clockwork left = endpoint.with(new Detector(Budget.DEFAULT), 3);
        asked.run(HOUR, USUAL);
        left.run(HOUR, USUAL);
        for (int i = 0; i < 200; i++) {
            asked.silence(3);
            asked.detector.drifts(asked.nowMs());
            asked.detector.wakeMs(asked.nowMs());
        }
        left.silence(600);

        assertThat(asked.run(60, USUAL).detector.toBytes())
                .isEqualTo(left.run(60, USUAL).detector.toBytes());
    }

    @Test
    void theOrderOfSamplesInAPaneMakesNoDifference() {
        Detector one = new Detector(Budget.DEFAULT);
        Detector other = new Detector(Budget.DEFAULT);
        Random random = new Random(5);
        for (int pane = 0; pane < 600; pane++) {
            List<Long> micros = new ArrayList<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                micros.add((long) (1_000 * Math.exp(random.nextGaussian())));
            }
            long start = Clockwork.EPOCH_MS + pane * 1_000L;
            one.observe(start, Clockwork.sketch(micros, 1), 0);
            other.observe(start, Clockwork.sketch(micros, 2), 0);
        }

        assertThat(one.toBytes()).isEqualTo(other.toBytes());
    }

    @Test
    void aPaneThatIsToldTwiceOrTooLateCountsOnce() {
        endpoint.run(10, USUAL);
        byte[] before = endpoint.detector.toBytes();
        LatencySketch late = Clockwork.sketch(List.of(1L, 2L), 1);

        endpoint.detector.observe(endpoint.nowMs() - 1_000, late, 1);
        endpoint.detector.observe(endpoint.nowMs() - 5_000, late, 1);

        assertThat(endpoint.detector.toBytes()).isEqualTo(before);
    }

    @Test
    void afterARestartItGoesOnBitForBit() {
        endpoint.run(HOUR, USUAL).run(5, USUAL.slower(3)).silence(20).run(3, USUAL.failing(0.2));
        Detector restored = Detector.ofBytes(Budget.DEFAULT, endpoint.detector.toBytes());

        Clockwork straight = endpoint.with(endpoint.detector, 11).run(300, USUAL.slower(1.5));
        Clockwork again = endpoint.with(restored, 11).run(300, USUAL.slower(1.5));

        assertThat(again.detector.toBytes()).isEqualTo(straight.detector.toBytes());
        assertThat(again.detector.drifts(again.nowMs())).isEqualTo(straight.detector.drifts(straight.nowMs()));
    }

    @Test
    void itsStateIsSmall() {
        endpoint.run(4 * HOUR, USUAL).run(60, USUAL.slower(10));

        assertThat(endpoint.detector.toBytes()).hasSizeLessThan(1_024);
    }

    @Test
    void hostileBytesAreRefusedAndNothingElseHappens() {
        endpoint.run(HOUR, USUAL).run(3, USUAL.slower(10));
        byte[] bytes = endpoint.detector.toBytes();
        Random random = new Random(1);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Detector.ofBytes(Budget.DEFAULT, cut)).isInstanceOf(MalformedBytesException.class);
        }
        for (int i = 0; i < 5_000; i++) {
            byte[] bent = bytes.clone();
            bent[random.nextInt(bent.length)] = (byte) random.nextInt();
            useIfReadable(bent);
        }
    }

    private void useIfReadable(byte[] bytes) {
        Detector detector;
        try {
            detector = Detector.ofBytes(Budget.DEFAULT, bytes);
        } catch (MalformedBytesException expected) {
            return;
        }
        endpoint.with(detector, 1).run(2, USUAL);
        assertThat(detector.drifts(endpoint.nowMs())).hasSize(3);
    }
}
