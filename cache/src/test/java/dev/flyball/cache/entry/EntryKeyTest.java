package dev.flyball.cache.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryKeyTest {
    @Test
    void anOrdinaryKeyIsReadable() {
        assertThat(name("42")).isEqualTo("flyball:products:{42}");
        assertThat(name("de/größe:7")).isEqualTo("flyball:products:{de/größe:7}");
    }

    @ParameterizedTest
    @MethodSource("hostileKeys")
    void theHashTagIsTheWholeKeyWhateverTheKey(String key) {
        String name = name(key);
        int open = name.indexOf('{');

        assertThat(name.indexOf('}')).as("the first closing brace").isEqualTo(name.length() - 1);
        assertThat(name.length() - open).as("an empty tag is none").isGreaterThan(2);
        assertThat(name).doesNotContain("\r", "\n", "\0", " ");
        assertThat(EntryKey.of("products", key).value()).hasSizeLessThan(1_000);
    }

    static Stream<String> hostileKeys() {
        return Stream.of(
                "",
                "}",
                "{",
                "{}",
                "}{",
                "a}b",
                "{a",
                "%",
                "%h",
                "\r\nFLUSHALL\r\n",
                "\0",
                " ",
                "\uD800",
                "\uDC00\uD800",
                "😀",
                "x".repeat(100_000),
                "{".repeat(300),
                "ü".repeat(256));
    }

    @Test
    void noTwoKeysShareAName() {
        Random random = new Random(7);
        String alphabet = "ab%{}h0 \uD83D\uDE00?\n";
        Map<String, String> keyOf = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            StringBuilder key = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                key.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String other = keyOf.putIfAbsent(name(key.toString()), key.toString());
            assertThat(other).isIn(null, key.toString());
        }
    }

    @Test
    void longKeysThatDifferAtTheEndDiffer() {
        assertThat(name("x".repeat(1_000) + "1")).isNotEqualTo(name("x".repeat(1_000) + "2"));
    }

    private static String name(String key) {
        return new String(EntryKey.of("products", key).value(), UTF_8);
    }
}
