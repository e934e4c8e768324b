package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Reads and loads, of one key and of several, puts, and invalidations of all kinds, of three instances in every order that
 * 40 seeds come up with, while records arrive late or never: because Kafka does not take them, or because they are gone
 * from the log before an instance has read them. For two seeds of three the store also fails over and loses its newest
 * writes.
 */
class RaceModelTest {
    @Test
    void noReadReturnsWhatIsOlderThanAnInvalidationThatItsInstanceHasSeen() {
        int reads = 0;
        int hits = 0;
        for (int seed = 0; seed < 40; seed++) {
            RaceWorld world = new RaceWorld(seed);

            List<Throwable> failures = world.play();

            assertThat(failures).as("failures with seed %d", seed).isEmpty();
            assertThat(world.tooOld)
                    .as("reads that were too old with seed %d", seed)
                    .isEmpty();
            reads += world.reads;
            hits += world.hits;
        }
        assertThat(hits).as("a cache that caches nothing is never stale").isGreaterThan(reads / 10);
    }
}
