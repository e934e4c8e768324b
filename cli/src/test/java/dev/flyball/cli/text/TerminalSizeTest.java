package dev.flyball.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalSizeTest {
    @ParameterizedTest
    @CsvSource({"'50 132\n', 132, 50", "'0 0\n', 100, 30", "'', 100, 30", "'stty: no tty', 100, 30"})
    void whatSttyPrintsIsLinesAndColumnsOrNothing(String printed, int columns, int lines) {
        assertThat(TerminalSize.of(printed)).isEqualTo(new TerminalSize(columns, lines));
    }
}
