package dev.flyball.optimizer.action;

import static dev.flyball.optimizer.Traffic.PRODUCTS;
import static dev.flyball.optimizer.Traffic.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How one control record follows from another. */
class NamespaceControlTest {
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    @Test
    void versionsGrowAndEpochsNeverFallWhateverFollowsWhateverTheTime() {
        Random random = new Random(7);
        CacheControl last = null;
        for (int i = 0; i < 1000; i++) {
            NamespaceControl control = new NamespaceControl(PRODUCTS, last, T0 + random.nextInt(5_000));
            CacheControl next = switch (random.nextInt(3)) {
                case 0 -> control.invalidated("a-1", "testing");
                case 1 -> control.servingStale(TWO_MINUTES, "a-1", "testing");
                default -> control.normal("a-1", "testing");
            };
            assertFollows(last, next);
            last = next;
        }
    }

    @Test
    void anInvalidationOutdatesAllThatWasStampedBeforeEvenInTheSameMillisecond() {
        CacheControl first = new NamespaceControl(PRODUCTS, null, T0).invalidated("a-1", "testing");
        CacheControl second = new NamespaceControl(PRODUCTS, first, T0).invalidated("a-2", "testing");

        assertThat(second.minUsable()).isEqualTo(first.minUsable() + 1);
    }

    @Test
    void whatIsSpecialEndsByItself() {
        CacheControl stale = new NamespaceControl(PRODUCTS, null, T0).servingStale(TWO_MINUTES, "a-1", "testing");

        assertThat(new NamespaceControl(PRODUCTS, stale, T0 + 119_999).isSpecial())
                .isTrue();
        assertThat(new NamespaceControl(PRODUCTS, stale, T0 + 120_000).isSpecial())
                .isFalse();
        assertThat(new NamespaceControl(PRODUCTS, stale, T0 + 120_000)
                        .invalidated("a-2", "testing")
                        .mode())
                .isEqualTo(CacheMode.NORMAL);
    }

    @Test
    void anInvalidationKeepsHowReadsAreAnswered() {
        CacheControl stale = new NamespaceControl(PRODUCTS, null, T0).servingStale(TWO_MINUTES, "a-1", "testing");

        CacheControl invalidated = new NamespaceControl(PRODUCTS, stale, T0 + 1).invalidated("a-2", "testing");

        assertThat(invalidated.mode()).isEqualTo(CacheMode.SERVE_STALE);
        assertThat(invalidated.until()).isEqualTo(stale.until());
    }

    private static void assertFollows(@Nullable CacheControl last, CacheControl next) {
        if (last != null) {
            assertThat(next.version()).isGreaterThan(last.version());
            assertThat(next.minFresh()).isGreaterThanOrEqualTo(last.minFresh());
            assertThat(next.minUsable()).isGreaterThanOrEqualTo(last.minUsable());
        }
    }
}
