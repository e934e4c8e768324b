package dev.flyball.optimizer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedisRailTest {
    private RedisRail rail = RedisRail.NONE;
    private long at;

    @Test
    void memoryThatRunsOutIsABreach() {
        feel(0.85, 0.2);
        feel(0.92, 0.2);
        assertThat(rail.breach()).as("once may be chance").isEmpty();

        feel(0.93, 0.2);

        assertThat(rail.breach())
                .hasValue(
                        "Redis uses 93.0 % of its memory, after 85.0 % when this began. It has no control group, so that"
                                + " says nothing of the effect.");
    }

    @Test
    void answersThatBecomeSlowAreABreach() {
        feel(0.5, 0.4);
        feel(0.5, 11);
        feel(0.5, 12);

        assertThat(rail.breach()).get().asString().startsWith("Redis takes 12.0 ms for an answer, after 0.4 ms when");
    }

    @Test
    void oneBadMomentIsNone() {
        feel(0.5, 0.4);
        for (int i = 0; i < 10; i++) {
            feel(0.5, 50);
            assertThat(rail.breach()).isEmpty();
            feel(0.5, 0.4);
        }
    }

    /** A cache that evicts is full all the time, and some networks are slow. */
    @Test
    void whatWasLikeThatAlreadyIsNone() {
        feel(0.99, 8);
        feel(1, 9);
        feel(1, 20);

        assertThat(rail.breach()).isEmpty();
        assertThat(rail.words()).isEqualTo("Redis meanwhile: memory 99.0 % to 100.0 %, answers 8.0 ms to 20.0 ms.");
    }

    @Test
    void theSamePulseCountsOnce() {
        feel(0.5, 0.4);
        Pulse bad = new Pulse(99, 0.95, 0.4);
        rail = rail.with(Optional.of(bad)).with(Optional.of(bad)).with(Optional.of(bad));

        assertThat(rail.breach()).isEmpty();
    }

    @Test
    void aRedisThatIsAwayIsNoBreachButSaid() {
        rail = rail.with(Optional.empty()).with(Optional.empty());
        assertThat(rail.breach()).isEmpty();
        assertThat(rail.words()).isEqualTo("Redis told nothing meanwhile, so it could not be guarded.");

        feel(0.5, 0.4);
        assertThat(rail.words())
                .isEqualTo("Redis meanwhile: memory 50.0 % to 50.0 %, answers 0.4 ms to 0.4 ms; at times it"
                        + " told nothing.");
    }

    private void feel(double memory, double latencyMs) {
        rail = rail.with(Optional.of(new Pulse(at++, memory, latencyMs)));
    }
}
