package dev.flyball.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "*, GET /api, true",
                "*, '', true",
                "'', '', true",
                "'', x, false",
                "GET *, GET /api, true",
                "GET *, POST /api, false",
                "*/api/*, GET /api/x, true",
                "*/api/*, GET /api, false",
                "GET /api, GET /api, true",
                "GET /api, GET /apis, false",
                "*a*b, aXbXb, true",
                "*a*b, aXbXc, false",
                "**, anything, true",
                "GET /[a], GET /[a], true"
            })
    void aStarStandsForAnythingAndTheRestForItself(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void aHostilePatternDoesNotExplode() {
        String name = "a".repeat(5_000);

        assertThat(new Glob("*a".repeat(40) + "*b").matches(name)).isFalse();
    }
}
