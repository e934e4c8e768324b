package dev.flyball.processor.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WatermarkTest {
    private final Watermark watermark = new Watermark(Duration.ofSeconds(2));

    @Test
    void itIsTheNewestMomentLessTheAllowedLateness() {
        watermark.observe(10_000, 10_500);
        watermark.observe(9_000, 10_600);

        assertThat(watermark.advanced()).hasValue(8_000);
    }

    @Test
    void itIsToldOnlyWhenItMoved() {
        assertThat(watermark.advanced()).isEmpty();
        watermark.observe(10_000, 10_000);
        assertThat(watermark.advanced()).isPresent();

        watermark.observe(9_000, 11_000);

        assertThat(watermark.advanced()).isEmpty();
    }

    @Test
    void aClockThatIsAheadDoesNotMoveItBeyondTheBrokers() {
        watermark.observe(300_000, 10_000);

        assertThat(watermark.advanced()).hasValue(8_000);
    }

    @Test
    void aSampleIsLateOnceItsSecondIsOver() {
        assertThat(watermark.isLate(0)).as("nothing is known yet").isFalse();
        watermark.observe(10_500, 10_500);

        assertThat(watermark.isLate(8_000)).isFalse();
        assertThat(watermark.isLate(7_999)).isTrue();
        assertThat(watermark.nextBoundary()).isEqualTo(9_000);
    }
}
