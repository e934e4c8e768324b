package dev.flyball.cache.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.EntryKey;
import org.junit.jupiter.api.Test;

class KeyChangesTest {
    private static final EntryKey KEY = EntryKey.of("products", "42");

    private final KeyChanges changes = new KeyChanges(() -> 0);

    @Test
    void aValueIsAcceptedIfItsLoaderHadReadTheChange() {
        changes.arrived("products", "42", 7, 10);

        assertThat(changes.accepts(KEY, knowing(10, 0))).isFalse();
        assertThat(changes.accepts(KEY, knowing(11, 0))).isTrue();
        assertThat(changes.accepts(EntryKey.of("products", "43"), knowing(0, 0)))
                .isTrue();
    }

    @Test
    void orIfTheLeaseHadToldItsLoaderOfTheChangeAndItKnewTheOnesBefore() {
        changes.arrived("products", "42", 7, 10);
        changes.arrived("products", "42", 8, 20);

        assertThat(changes.accepts(KEY, knowing(11, 8))).isTrue();
        assertThat(changes.accepts(KEY, knowing(10, 8))).isFalse();
        assertThat(changes.accepts(KEY, knowing(11, 7))).isFalse();
    }

    @Test
    void aChangeOfOnesOwnCountsBeforeItIsOnTheLogAndAfterAllThatComesBeforeIt() {
        changes.begin(KEY, 7);
        assertThat(changes.accepts(KEY, knowing(1_000, 0))).isFalse();

        assertThat(changes.arrived("products", "42", 8, 10)).as("news").isTrue();
        assertThat(changes.accepts(KEY, knowing(10, 7))).isFalse();
        assertThat(changes.arrived("products", "42", 7, 11)).as("news").isFalse();
        assertThat(changes.accepts(KEY, knowing(11, 7))).isTrue();
        assertThat(changes.accepts(KEY, knowing(12, 0))).isTrue();
    }

    @Test
    void aChangeThatNeverCameOntoTheLogHoldsUpNothingThatIsLoadedAfterIt() {
        changes.begin(KEY, 7);

        changes.failed(KEY, 7, 10);

        assertThat(changes.accepts(KEY, knowing(9, 0))).isFalse();
        assertThat(changes.accepts(KEY, knowing(10, 0))).isTrue();
    }

    private static Basis knowing(long keysPosition, long change) {
        return new Basis(0, 0, keysPosition, change);
    }
}
