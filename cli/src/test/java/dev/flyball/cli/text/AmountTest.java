package dev.flyball.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "3250, 3.2 s",
        "59999, 59.9 s",
        "250000, 4 min 10 s",
        "3600000, 1 h 0 min",
        "97200000, 1 d 3 h",
        "-3250, -3.2 s",
        "-9223372036854775808, -106751991167 d 7 h"
    })
    void timesHaveTheirTwoLargestUnits(long ms, String text) {
        assertThat(Amount.time(ms)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1536, 1.5 KiB", "168000000, 160.2 MiB", "9223372036854775807, 8388608.0 TiB"
    })
    void sizesAreInPowersOfTwo(long bytes, String text) {
        assertThat(Amount.bytes(bytes)).isEqualTo(text);
    }
}
