package dev.flyball.cache.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeToLiveTest {
    private static final Basis BASIS = new Basis(7, 0, 0, 0);

    @Test
    void timesSpreadOverTenPercentToEitherSide() {
        TimeToLive timeToLive = new TimeToLive(Duration.ofSeconds(100), Duration.ofSeconds(50), new Random(1));

        var softTtls = IntStream.range(0, 10_000)
                .mapToLong(i -> timeToLive.stamp(BASIS, List.of(), 0, 0).softTtlMs())
                .summaryStatistics();

        assertThat(softTtls.getMin()).isBetween(90_000L, 90_100L);
        assertThat(softTtls.getMax()).isBetween(109_900L, 110_000L);
        assertThat(softTtls.getAverage()).isBetween(99_800.0, 100_200.0);
    }

    @Test
    void aValueIsUsableForStaleForLonger() {
        Stamp stamp = new TimeToLive(Duration.ofSeconds(100), Duration.ofSeconds(50), new Random(1))
                .stamp(BASIS, List.of(), 123, 0);

        assertThat(stamp.hardTtlMs() - stamp.softTtlMs()).isEqualTo(50_000);
        assertThat(stamp.epoch()).isEqualTo(7);
        assertThat(stamp.createdMs()).isEqualTo(123);
    }

    @Test
    void theLongestTimesMakeAValidStamp() {
        TimeToLive longest = new TimeToLive(Duration.ofDays(180), Duration.ofDays(180), new Random(1));

        assertThat(IntStream.range(0, 100)
                        .mapToLong(i -> longest.stamp(BASIS, List.of(), 0, 0).hardTtlMs()))
                .allMatch(ttl -> ttl <= Stamp.MAX_TTL_MS);
    }

    @Test
    void aTimeOutOfRangeIsNamed() {
        assertThatThrownBy(() -> new TimeToLive(Duration.ZERO, Duration.ZERO, new Random(1)))
                .hasMessage("ttl must be 1 ms to 180 d: PT0S");
        assertThatThrownBy(() -> new TimeToLive(Duration.ofDays(1), Duration.ofSeconds(Long.MAX_VALUE), new Random(1)))
                .hasMessageStartingWith("staleFor must be 0 ms to 180 d");
    }
}
