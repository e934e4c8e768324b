package dev.flyball.cli.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final List<String> closed = new ArrayList<>();
    private final Parts parts = new Parts();

    @Test
    void theLastIsClosedFirstAndEachOnce() {
        parts.add(() -> closed.add("first"));
        parts.add(() -> closed.add("second"));

        parts.close();
        parts.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersOpen() {
        parts.add(() -> closed.add("first"));
        parts.add(() -> {
            throw new IllegalArgumentException("stuck");
        });

        assertThatIllegalStateException()
                .isThrownBy(parts::close)
                .satisfies(fault -> assertThat(fault.getSuppressed()).hasSize(1));
        assertThat(closed).containsExactly("first");
    }

    @Test
    void whatComesTooLateIsClosedAtOnce() {
        parts.close();

        assertThatIllegalStateException().isThrownBy(() -> parts.add(() -> closed.add("late")));
        assertThat(closed).containsExactly("late");
    }
}
