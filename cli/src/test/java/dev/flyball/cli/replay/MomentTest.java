package dev.flyball.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
    private static final long NOW = 1_769_860_800_000L;

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:00:00Z, 1769853600000",
        "2026-01-31T12:00:00.250+02:00, 1769853600250",
        "1769853600000, 1769853600000",
        "-90s, 1769860710000",
        "-30m, 1769859000000",
        "-2h, 1769853600000",
        "-1d, 1769774400000"
    })
    void aMomentIsWrittenInOneOfThreeWays(String text, long epochMs) {
        assertThat(Moment.parse(text, NOW)).isEqualTo(epochMs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2h", "-2", "-2w", "2026-01-31", "2026-01-31T10:00:00", "99999999999999999999"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Moment.parse(text, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not a time such as");
    }
}
