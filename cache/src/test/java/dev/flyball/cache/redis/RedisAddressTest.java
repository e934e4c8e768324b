package dev.flyball.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redis://localhost:6379                             | [localhost:6379]
            redis://user:secret@localhost:6379/3               | [localhost:6379]
            rediss+sentinel://:secret@one:1,two:2,three:3/main | [one:1, two:2, three:3]
            redis+cluster://one:1,two:2                        | [one:1, two:2]
            """)
    void itSaysWhereRedisIsAndNothingSecret(URI uri, String hosts) {
        assertThat(new RedisAddress(uri)).hasToString(hosts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:secret@localhost:6379",
                "redis://user:secret@localhost",
                "redis://user:secret@one:1,two:2",
                "redis+sentinel://user:secret@one:1",
                "redis+cluster://user:secret@one:1/3",
                "redis://user:secret@localhost:6379/main"
            })
    void whatIsNoAddressIsRefusedWithoutTellingThePassword(URI uri) {
        assertThatThrownBy(() -> new RedisAddress(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis://host:port")
                .hasMessageNotContaining("secret");
    }
}
