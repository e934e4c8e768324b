package dev.flyball.optimizer.memory;

import static dev.flyball.schemas.MemoryLevel.CRITICAL;
import static dev.flyball.schemas.MemoryLevel.OK;
import static dev.flyball.schemas.MemoryLevel.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.schemas.MemoryLevel;
import dev.flyball.schemas.RedisMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {
    private static RedisMemory using(long used, long limit) {
        return new RedisMemory(0, used, used, limit, used, 1, 0, 0, 0, null, 1, 0.1, "noeviction", "libc");
    }

    @ParameterizedTest
    @CsvSource({
        "OK, 74, OK",
        "OK, 75, WARNING",
        "OK, 90, CRITICAL",
        "WARNING, 71, WARNING",
        "WARNING, 69, OK",
        "WARNING, 89, WARNING",
        "CRITICAL, 86, CRITICAL",
        "CRITICAL, 84, WARNING",
        "CRITICAL, 71, WARNING",
        "CRITICAL, 69, OK"
    })
    void aLevelIsLeftOnlyBelowItByAMargin(MemoryLevel before, long used, MemoryLevel now) {
        assertThat(Thresholds.DEFAULT.level(before, using(used, 100))).isEqualTo(now);
    }

    @Test
    void aServerWithoutALimitIsNeverShortOfMemory() {
        assertThat(Thresholds.DEFAULT.level(CRITICAL, using(1L << 40, 0))).isEqualTo(OK);
    }

    @Test
    void whatIsEnoughIsWellBelowTheWarning() {
        RedisMemory full = using(100, 100);

        long enough = Thresholds.DEFAULT.enough(full);

        assertThat(enough).isEqualTo(65);
        assertThat(Thresholds.DEFAULT.level(WARNING, using(enough, 100))).isEqualTo(OK);
    }

    @Test
    void thresholdsHaveAnOrder() {
        assertThatThrownBy(() -> new Thresholds(0.9, 0.8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Thresholds(0.9, 1.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Thresholds(Double.NaN, 0.9)).isInstanceOf(IllegalArgumentException.class);
    }
}
