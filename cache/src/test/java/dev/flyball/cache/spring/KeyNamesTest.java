package dev.flyball.cache.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.cache.interceptor.SimpleKey;

class KeyNamesTest {
    @Test
    void whatIsPlainIsItsText() {
        assertThat(KeyNames.of("products", "a, b")).isEqualTo("a, b");
        assertThat(KeyNames.of("products", 42L)).isEqualTo("42");
        assertThat(KeyNames.of("products", DayOfWeek.MONDAY)).isEqualTo("MONDAY");
        assertThat(KeyNames.of("products", new UUID(0, 1))).isEqualTo("00000000-0000-0000-0000-000000000001");
        assertThat(KeyNames.of("products", LocalDate.EPOCH)).isEqualTo("1970-01-01");
        assertThat(KeyNames.of("products", SimpleKey.EMPTY)).isEqualTo("()");
    }

    @Test
    void whatMayBeTakenForSomethingElseIsRefusedWithTheFix() {
        assertThatThrownBy(() -> KeyNames.of("products", new SimpleKey("a, b", "c")))
                .hasMessageContaining("products")
                .hasMessageContaining("SimpleKey")
                .hasMessageContaining("FlyballKeyGenerator");
        assertThatThrownBy(() -> KeyNames.ofAll("a", Set.of("b"))).hasMessageContaining("name the key");
    }

    @Test
    void noTwoListsOfArgumentsShareAName() {
        List<Object[]> calls = List.of(
                new Object[] {"a, b", "c"},
                new Object[] {"a", "b, c"},
                new Object[] {"a,b", "c"},
                new Object[] {"a", "b", "c"},
                new Object[] {"a", List.of("b", "c")},
                new Object[] {"a", "(b,c)"},
                new Object[] {"a", null},
                new Object[] {"a", "~"},
                new Object[] {"a\\", "b"},
                new Object[] {"a\\,b", ""},
                new Object[] {},
                new Object[] {null});
        Set<String> names = new HashSet<>();

        calls.forEach(arguments -> names.add(KeyNames.ofAll(arguments)));

        assertThat(names).hasSameSizeAs(calls);
        assertThat(KeyNames.ofAll("a", List.of("b"))).isEqualTo(KeyNames.ofAll("a", Arrays.asList("b")));
        assertThat(KeyNames.ofAll("42")).as("as by key = \"#id\"").isEqualTo("42");
    }
}
