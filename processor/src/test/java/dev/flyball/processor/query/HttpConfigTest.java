package dev.flyball.processor.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConfigTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "localhost", "::1", "0:0:0:0:0:0:0:1"})
    void onLoopbackNoTokenIsNeeded(String bind) {
        assertThat(new HttpConfig(bind, 0, null).token()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "flyball.example.com", "127.0.0.1.example.com", ""})
    void beyondLoopbackATokenIsDemanded(String bind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpConfig(bind, 8080, null))
                .withMessageContaining("http.bind '" + bind + "'")
                .withMessageContaining("http.token");
        assertThat(new HttpConfig(bind, 8080, "secret").bind()).isEqualTo(bind);
    }

    @Test
    void aBlankTokenIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpConfig("127.0.0.1", 0, "  "));
    }

    @Test
    void theTokenIsNotPrinted() {
        assertThat(new HttpConfig("0.0.0.0", 80, "s3cr3t").toString()).doesNotContain("s3cr3t");
    }
}
