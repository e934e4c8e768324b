package dev.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SampleLimitsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void limitsThatMakeNoSenseAreRefusedByName() {
        assertRefused("recordBytes", () -> new SampleLimits(0, 1, 1, 1, SECOND, SECOND, SECOND));
        assertRefused("serviceChars", () -> new SampleLimits(1, -1, 1, 1, SECOND, SECOND, SECOND));
        assertRefused("endpointChars", () -> new SampleLimits(1, 1, 0, 1, SECOND, SECOND, SECOND));
        assertRefused("textChars", () -> new SampleLimits(1, 1, 1, 0, SECOND, SECOND, SECOND));
        assertRefused("responseTime", () -> new SampleLimits(1, 1, 1, 1, SECOND.negated(), SECOND, SECOND));
        assertRefused("ahead", () -> new SampleLimits(1, 1, 1, 1, SECOND, Duration.ofDays(36_501), SECOND));
        assertRefused("behind", () -> new SampleLimits(1, 1, 1, 1, SECOND, SECOND, Duration.ofSeconds(Long.MAX_VALUE)));
    }

    private static void assertRefused(String name, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " must be");
    }
}
