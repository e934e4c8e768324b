package dev.flyball.optimizer.action;

import static dev.flyball.optimizer.Traffic.PRODUCTS;
import static dev.flyball.optimizer.Traffic.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.Cohort;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How one control record follows from another. */
class NamespaceControlTest {
    private static final Treatment STALE = Treatment.servingStale(120_000);
    private static final Cohort TENTH = new Cohort(100, 7);

    @Test
    void versionsGrowAndEpochsNeverFallWhateverFollowsWhateverTheTime() {
        Random random = new Random(7);
        CacheControl last = null;
        for (int i = 0; i < 1000; i++) {
            NamespaceControl control = new NamespaceControl(PRODUCTS, last, T0 + random.nextInt(5_000));
            Treatment invalidating = Treatment.invalidating(control);
            CacheControl next = switch (random.nextInt(6)) {
                case 0 -> control.drawing(TENTH, "a-1.0", T0, "testing");
                case 1 -> control.treating(STALE, TENTH, "a-1.1", T0, "testing");
                case 2 -> control.treating(invalidating, TENTH, "a-1.1", T0, "testing");
                case 3 -> control.treatingAll(invalidating, "a-1.2", "testing");
                case 4 -> control.treatingAll(STALE, "a-1.2", "testing");
                default -> control.normal("a-1.2", "testing");
            };
            assertFollows(last, next);
            last = next;
        }
    }

    @Test
    void anInvalidationOutdatesAllThatWasStampedBeforeEvenInTheSameMillisecond() {
        NamespaceControl control = new NamespaceControl(PRODUCTS, null, T0);
        CacheControl first = control.treatingAll(Treatment.invalidating(control), "a-1.1", "testing");
        NamespaceControl later = new NamespaceControl(PRODUCTS, first, T0);
        CacheControl second = later.treatingAll(Treatment.invalidating(later), "a-2.1", "testing");

        assertThat(second.minUsable()).isEqualTo(first.minUsable() + 1);
    }

    @Test
    void whatIsSpecialEndsByItself() {
        CacheControl stale = new NamespaceControl(PRODUCTS, null, T0).treatingAll(STALE, "a-1.1", "testing");

        assertThat(new NamespaceControl(PRODUCTS, stale, T0 + 119_999).isSpecial())
                .isTrue();
        assertThat(new NamespaceControl(PRODUCTS, stale, T0 + 120_000).isSpecial())
                .isFalse();
    }

    private static void assertFollows(@Nullable CacheControl last, CacheControl next) {
        if (last != null) {
            assertThat(next.version()).isGreaterThan(last.version());
            assertThat(next.minFresh()).isGreaterThanOrEqualTo(last.minFresh());
            assertThat(next.minUsable()).isGreaterThanOrEqualTo(last.minUsable());
            assertThat(next.nextEpoch()).isGreaterThanOrEqualTo(last.nextEpoch());
        }
    }
}
