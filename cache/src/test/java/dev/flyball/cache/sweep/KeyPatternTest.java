package dev.flyball.cache.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPatternTest {
    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "?*", "*?", "[a-z]*", "[^x]*", "[\\]]*", "[]*", "[abc", "*[*]*"})
    void aPatternInWhichNoCharacterHasToBeIsBroad(String pattern) {
        assertThat(new KeyPattern(pattern).isBroad()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders:*", "*:session", "a", "\\*", "*\\?*", "[a]b*", "]*", "*\\"})
    void aPatternThatAsksForACharacterIsNot(String pattern) {
        assertThat(new KeyPattern(pattern).isBroad()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "orders:*, orders:",
        "orders, orders",
        "or?ers, or",
        "[o]rders, ''",
        "a\\*b*, a*b",
        "a\\\\*, a\\",
        "a\\, a\\",
        "*, ''"
    })
    void thePrefixIsWhatEveryMatchingNameBeginsWith(String pattern, String prefix) {
        assertThat(new KeyPattern(pattern).prefix()).isEqualTo(prefix);
    }

    @Test
    void aLiteralTakesTheMeaningFromWhatHasOne() {
        assertThat(KeyPattern.literal("a*b?[c]\\d").text()).isEqualTo("a\\*b\\?\\[c]\\\\d");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "*, flyball:shop:{*}",
                "eu-*, flyball:shop:{eu-*}",
                "eu west*, flyball:shop:{eu%0020west*}",
                "[a]?\\, flyball:shop:{\\[a]\\?\\\\}",
                "a*b*c, flyball:shop:{a*b*c}"
            })
    void thePatternOfANamespaceKnowsHowKeysAreNamed(String keys, String pattern) {
        assertThat(KeyPattern.ofNamespace("shop", keys).text()).isEqualTo(pattern);
    }

    @Test
    void whatIsEmptyOrEndlessIsNoPattern() {
        assertThatThrownBy(() -> new KeyPattern("")).hasMessageContaining("1 to 1024 characters");
        assertThatThrownBy(() -> new KeyPattern("x".repeat(1_025))).hasMessageContaining("not 1025");
    }
}
