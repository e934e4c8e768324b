package dev.flyball.cache.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.cache.control.Orders;
import dev.flyball.schemas.CacheMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampTest {
    private static final long CREATED = 1_000_000;
    private static final Stamp STAMP = new Stamp(10, CREATED, 1_000, 3_000);

    @ParameterizedTest
    @CsvSource({
        "0, FRESH",
        "999, FRESH",
        "1000, EXPIRED",
        "2999, EXPIRED",
        "3000, UNUSABLE",
        "999999999, UNUSABLE",
        "-60000, FRESH",
        "-60001, UNUSABLE"
    })
    void ageDecides(long ageMs, Freshness expected) {
        assertThat(STAMP.freshness(orders(10, 10, 1), CREATED + ageMs)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10, FRESH",
        "9, 0, FRESH",
        "11, 10, SUPERSEDED",
        "11, 11, UNUSABLE",
        "9223372036854775807, 0, SUPERSEDED"
    })
    void theEpochDecides(long minFresh, long minUsable, Freshness expected) {
        assertThat(STAMP.freshness(orders(minFresh, minUsable, 1), CREATED)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2, 1999, FRESH", "2, 5999, EXPIRED", "2, 6000, UNUSABLE", "0.01, 9, FRESH", "0.01, 30, UNUSABLE"})
    void theScaleStretchesBothTimes(double ttlScale, long ageMs, Freshness expected) {
        assertThat(STAMP.freshness(orders(10, 10, ttlScale), CREATED + ageMs)).isEqualTo(expected);
    }

    @Test
    void aSupersededValueStillHasItsTime() {
        assertThat(STAMP.freshness(orders(11, 0, 1), CREATED + 3_000)).isEqualTo(Freshness.UNUSABLE);
    }

    @Test
    void noScaleMakesAValueLiveForEverOrNotAtAll() {
        Stamp longest = new Stamp(1, CREATED, Stamp.MAX_TTL_MS, Stamp.MAX_TTL_MS);

        assertThat(longest.scaledHardTtlMs(orders(1, 1, 100))).isEqualTo(Stamp.MAX_TTL_MS);
        assertThat(new Stamp(1, CREATED, 1, 1).scaledHardTtlMs(orders(1, 1, 0.01)))
                .isEqualTo(1);
    }

    @Test
    void timesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Stamp(1, CREATED, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Stamp(1, CREATED, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Stamp(1, CREATED, 1, Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Orders orders(long minFresh, long minUsable, double ttlScale) {
        return new Orders(true, minFresh, minUsable, CacheMode.NORMAL, ttlScale, null, null);
    }
}
