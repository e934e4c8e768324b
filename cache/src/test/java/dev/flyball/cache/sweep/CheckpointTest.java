package dev.flyball.cache.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    @Test
    void whatIsPrintedIsReadAgain() {
        Checkpoint place = Checkpoint.START
                .at("10.0.0.2:6379@ab12", "18446744073709551615")
                .done("10.0.0.1:6379@cd34");

        assertThat(place.toString()).isEqualTo("10.0.0.1:6379@cd34=done,10.0.0.2:6379@ab12=18446744073709551615");
        assertThat(Checkpoint.parse(place.toString())).isEqualTo(place);
    }

    @Test
    void aServerThatIsNotNamedIsBegunWith() {
        Checkpoint place = Checkpoint.parse("a:1@x=17");

        assertThat(place.cursor("a:1@x")).isEqualTo("17");
        assertThat(place.cursor("a:1@restarted")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "a:1@x=", "=17", "a:1@x=-1", "a:1@x=1e5", "a b=1", "a=1,,b=2", "a\u0007=1"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
