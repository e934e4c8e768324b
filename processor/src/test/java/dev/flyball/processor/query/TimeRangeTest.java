package dev.flyball.processor.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeTest {
    private static final long NOW = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({
        "1s, 1000",
        "90s, 90000",
        "15m, 900000",
        "2h, 7200000",
        "1d, 86400000",
        "7d, 604800000",
        "PT15M, 900000",
        "PT0.5S, 500",
        "P1D, 86400000",
        "P1DT2H, 93600000",
        "pt15m, 900000"
    })
    void aLengthEndsNow(String text, long lengthMs) {
        assertThat(TimeRange.parse(text, NOW)).isEqualTo(new TimeRange(NOW - lengthMs, NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T10:00:00Z/2026-01-31T11:00:00Z",
                "2026-01-31T11:00:00+01:00/2026-01-31T12:00:00+01:00",
                "2026-01-31T10:00:00.000000000Z/2026-01-31T08:00:00-03:00"
            })
    void anIntervalIsTakenAsItIs(String text) {
        long from = Instant.parse("2026-01-31T10:00:00Z").toEpochMilli();

        assertThat(TimeRange.parse(text, NOW)).isEqualTo(new TimeRange(from, from + 3_600_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "15",
                "m",
                "15 m",
                "-15m",
                "0m",
                "15M",
                "1w",
                "1.5h",
                "999999999d",
                "99999999999999999999s",
                "١٥m",
                "PT0S",
                "PT-5M",
                "P8D",
                "8d",
                "PT9223372036854775807S",
                "PT9999999999999999999999S",
                "P1M",
                "/",
                "//",
                "a/b",
                "15m/2h",
                "2026-01-31T10:00:00Z/",
                "/2026-01-31T10:00:00Z",
                "2026-01-31/2026-02-01",
                "2026-01-31T10:00:00/2026-01-31T11:00:00",
                "2026-01-31T11:00:00Z/2026-01-31T10:00:00Z",
                "2026-01-31T10:00:00Z/2026-01-31T10:00:00Z",
                "2026-01-31T10:00:00Z/2026-01-31T11:00:00Z/2026-01-31T12:00:00Z",
                "2026-01-01T10:00:00Z/2026-01-31T10:00:00Z",
                "-999999999-01-01T00:00:00Z/+999999999-12-31T23:59:59Z",
                "+999999999-12-31T23:59:58Z/+999999999-12-31T23:59:59Z",
                "<script>alert(1)</script>",
                "15m\u0000",
                "15m\r\nX-Header: 1",
                "'; DROP TABLE windows; --"
            })
    void everythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeRange.parse(text, NOW));
    }

    @Test
    void aVeryLongTextIsNotEvenLookedAt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeRange.parse("1".repeat(1 << 20) + "m", NOW))
                .withMessageContaining("80 characters");
    }

    @Test
    void aClockAtTheEndOfTimeDoesNotWrapAround() {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeRange.parse("1d", Long.MIN_VALUE));
    }
}
