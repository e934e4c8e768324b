package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.Invalidation;
import dev.flyball.cache.control.KeyChanges;
import dev.flyball.cache.control.LogProof;
import dev.flyball.cache.control.Positions;
import dev.flyball.schemas.CacheOutcome;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Half a minute without Kafka, on clocks of the test. */
class CutOffTest {
    private static final long BOUND_MS = 3_000;
    private static final long CUT_MS = 30_000;

    private final TestClock clock = new TestClock();
    private final AtomicLong nanos = new AtomicLong();
    private final ControlTable table = new ControlTable();
    private final Turns turns = new Turns(new Random(1));
    private final FakeStore store = new FakeStore(turns);

    @Test
    void memoryAnswersForTheBoundOnlyAndAllElseIsCurrent() {
        table.merge(table.invalidation("products", Invalidation.HARD, "first use", clock.millis()), 0);
        FlyballCache<Integer> cutOff = cache(new LogProof(Duration.ofMillis(BOUND_MS), nanos::get));
        FlyballCache<Integer> other = cache(new LogProof(Duration.ofMillis(BOUND_MS), () -> 0));
        other.put("42", 0);
        assertThat(cutOff.get("42")).contains(0);
        CacheReads.take();

        for (int ms = 0, version = 0; ms <= CUT_MS; ms += 100) {
            nanos.set(Duration.ofMillis(ms).toNanos());
            if (ms % 700 == 0) {
                other.put("42", ++version);
            }
            int read = cutOff.get("42").orElseThrow();
            CacheOutcome outcome = CacheReads.take().orElseThrow().outcome();
            assertThat(outcome == CacheOutcome.L1)
                    .as("read from memory after %d ms", ms)
                    .isEqualTo(ms < BOUND_MS);
            assertThat(read).as("read after %d ms", ms).isEqualTo(ms < BOUND_MS ? 0 : version);
            clock.advance(Duration.ofMillis(100));
        }
    }

    private FlyballCache<Integer> cache(LogProof proof) {
        proof.reachedEndOf(0);
        Steering steering = new Steering(table, new KeyChanges(() -> 0), new Positions(), proof, clock);
        AtomicLong tokens = new AtomicLong();
        Surroundings surroundings = new Surroundings(turns, new Random(1), tokens::incrementAndGet, nanos::get);
        return new CacheClient(store, steering, surroundings, null)
                .namespace("products", Integer.class)
                .l1Hold(Duration.ofMinutes(1))
                .build();
    }
}
