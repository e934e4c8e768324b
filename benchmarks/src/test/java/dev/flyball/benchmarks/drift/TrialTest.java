package dev.flyball.benchmarks.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** A small trial on seeds that nothing was tuned on; the full one is the suite {@code quality}. */
final class TrialTest {
    @Test
    void mostIncidentsAreFoundAndHardlyAnythingElse() {
        ScoreCard card = new ScoreCard();
        for (long seed = 301; seed <= 303; seed++) {
            card.add(new Trial(seed, 60, 30, 0.5));
        }

        assertThat(card.incidents()).isGreaterThan(60);
        assertThat(card.precision()).as(card.toString()).isGreaterThanOrEqualTo(0.95);
        assertThat(card.recall()).as(card.toString()).isGreaterThanOrEqualTo(0.7);
        assertThat(card.delay(0.9, 5, 1_000, EnumSet.of(Fault.ALL_X10, Fault.ERRORS_50)))
                .as(card.toString())
                .isLessThanOrEqualTo(6);
    }
}
