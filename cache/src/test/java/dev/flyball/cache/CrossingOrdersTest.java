package dev.flyball.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.Invalidation;
import dev.flyball.cache.control.KeyChanges;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.control.Positions;
import dev.flyball.cache.entry.TagStamp;
import dev.flyball.cache.log.KeyChange;
import dev.flyball.cache.log.LogIntake;
import dev.flyball.cache.log.LogWriter;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.json.EventJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two processes that order something for one namespace or tag before they have read of each other. */
class CrossingOrdersTest {
    private static final String NAMESPACE = "products";
    private static final String TAG = "red";

    private final TestClock clock = new TestClock();
    private final List<CacheControl> log = new ArrayList<>();
    private final Process one = new Process();
    private final Process other = new Process();
    private final Process reader = new Process();
    private final Repair repair = new Repair(reader.table, reader, clock);

    CrossingOrdersTest() {
        log.add(ControlTable.introduction(NAMESPACE, clock.millis()));
        readAll();
    }

    @Test
    void ofTwoInvalidationsOfATagInOneMillisecondBothReachWhatWasLoadedBetweenThem() {
        CompletableFuture<Void> first = one.invalidations.tag(NAMESPACE, TAG, Invalidation.HARD, "first");
        reader.readAll();
        TagStamp between = reader.stamp();
        CompletableFuture<Void> second = other.invalidations.tag(NAMESPACE, TAG, Invalidation.HARD, "second");
        assertThat(log).extracting(CacheControl::minFresh).endsWith(clock.millis(), clock.millis());

        readAll();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(between.epoch()).isLessThan(reader.minUsableOfTag());
    }

    @Test
    void ofTwoInvalidationsOfANamespaceInOneMillisecondBothReachWhatWasLoadedBetweenThem() {
        CompletableFuture<Void> first = one.invalidations.namespace(NAMESPACE, Invalidation.HARD, "same");
        reader.readAll();
        long between = reader.orders().minFresh();
        CompletableFuture<Void> second = other.invalidations.namespace(NAMESPACE, Invalidation.HARD, "same");

        readAll();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(between).isLessThan(reader.orders().minUsable());
    }

    @Test
    void aSoftInvalidationByWhoDoesNotKnowOfAHardOneTakesNothingBack() {
        CompletableFuture<Void> hard = one.invalidations.namespace(NAMESPACE, Invalidation.HARD, "wrong prices");
        CompletableFuture<Void> hardTag = one.invalidations.tag(NAMESPACE, TAG, Invalidation.HARD, "wrong prices");
        long wrong = clock.millis();
        clock.advance(Duration.ofMillis(5));
        other.invalidations.namespace(NAMESPACE, Invalidation.SOFT, "new prices");
        other.invalidations.tag(NAMESPACE, TAG, Invalidation.SOFT, "new prices");

        readAll();

        assertThat(hard).isCompleted();
        assertThat(hardTag).isCompleted();
        assertThat(reader.orders().minUsable()).isGreaterThanOrEqualTo(wrong);
        assertThat(reader.minUsableOfTag()).isGreaterThanOrEqualTo(wrong);
        Process newcomer = new Process();
        newcomer.readCompacted();
        assertThat(newcomer.orders().minUsable()).isGreaterThanOrEqualTo(wrong);
        assertThat(newcomer.minUsableOfTag()).isGreaterThanOrEqualTo(wrong);
    }

    @Test
    void anInvalidationIsAboveWhatACohortWasStampedWithBeforeItAndUnknownToItsWriter() {
        long ahead = clock.millis() + 50;
        log.add(new CacheControl(
                1,
                NAMESPACE,
                null,
                2,
                clock.millis(),
                clock.millis(),
                CacheMode.NORMAL,
                1,
                Cohort.ALL,
                0,
                "a-1.1",
                "cohort",
                ahead,
                null,
                null,
                null));
        CompletableFuture<Void> done = one.invalidations.namespace(NAMESPACE, Invalidation.HARD, "test");

        readAll();

        assertThat(done).isCompleted();
        assertThat(reader.orders().minUsable()).isGreaterThan(ahead);
    }

    @Test
    void anOrderThatIsAlwaysCrossedFailsAndIsNeverCalledDone() {
        one.crossed = true;
        CompletableFuture<Void> done = one.invalidations.tag(NAMESPACE, TAG, Invalidation.HARD, "again and again");

        readAll();

        assertThatThrownBy(done::join).hasMessageContaining("products#red").hasMessageContaining("order it again");
    }

    @Test
    void anInvalidationThatWasOverwrittenByWhoDidNotKnowItIsSaidAgain() {
        CacheControl blind = new CacheControl(
                1, NAMESPACE, null, 2, 0, 0, CacheMode.SERVE_STALE, 1, Cohort.ALL, 0, "a-1.1", "knows nothing");
        CompletableFuture<Void> done = one.invalidations.namespace(NAMESPACE, Invalidation.HARD, "wrong prices");
        one.readAll();
        long wrong = one.orders().minUsable();
        log.add(blind);
        assertThat(done).isCompleted();
        readAll();
        assertThat(log).endsWith(blind);

        lookTwiceIn(Duration.ofSeconds(4));
        assertThat(log).endsWith(blind);
        lookTwiceIn(Duration.ofSeconds(4));
        readAll();
        int length = log.size();
        lookTwiceIn(Duration.ofSeconds(20));

        assertThat(log).hasSize(length);
        Process newcomer = new Process();
        newcomer.readCompacted();
        assertThat(newcomer.orders().minUsable()).isEqualTo(wrong);
        assertThat(newcomer.orders().mode()).isEqualTo(CacheMode.NORMAL);
        assertThat(newcomer.table.overwritten(NAMESPACE)).isEmpty();
    }

    private void lookTwiceIn(Duration time) {
        repair.look(NAMESPACE);
        clock.advance(time);
        repair.look(NAMESPACE);
    }

    private void readAll() {
        // Who reads may order anew, and so on.
        for (int i = 0; i < 100; i++) {
            one.readAll();
            other.readAll();
            reader.readAll();
        }
    }

    private final class Process implements LogWriter {
        private final ControlTable table = new ControlTable();
        private final Positions positions = new Positions();
        private final KeyChanges changes = new KeyChanges(() -> 0);
        private final ControlLine line = new ControlLine(table, changes, positions, this, CacheEvents.NONE, clock);
        private final LogIntake intake = new LogIntake(table, changes, positions, line);
        private final Invalidations invalidations = new Invalidations(table, line, clock);
        /** Whether somebody else is always a little faster. */
        private boolean crossed;

        void readAll() {
            for (int offset = (int) positions.control(); offset < log.size(); offset++) {
                read(offset, log.get(offset));
            }
        }

        void readCompacted() {
            Map<String, Integer> last = new LinkedHashMap<>();
            for (int offset = 0; offset < log.size(); offset++) {
                last.put(log.get(offset).key(), offset);
            }
            last.values().forEach(offset -> read(offset, log.get(offset)));
        }

        private void read(int offset, CacheControl control) {
            intake.control(offset, control.key().getBytes(UTF_8), EventJson.write(control));
            intake.controlRead(offset + 1);
        }

        Orders orders() {
            return table.orders(NAMESPACE, "42", clock.millis());
        }

        TagStamp stamp() {
            return table.region(NAMESPACE)
                    .stampsOf(List.of(TAG), positions.control())
                    .get(0);
        }

        /** What an invalidation ordered now would leave usable. */
        long minUsableOfTag() {
            return table.tagInvalidation(NAMESPACE, TAG, Invalidation.SOFT, "to see", clock.millis())
                    .minUsable();
        }

        @Override
        public CompletableFuture<Long> append(CacheControl control) {
            if (crossed) {
                log.add(control);
            }
            log.add(control);
            return CompletableFuture.completedFuture(log.size() - 1L);
        }

        @Override
        public CompletableFuture<Long> append(KeyChange change) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Long> remove(String controlKey) {
            return CompletableFuture.completedFuture(0L);
        }

        @Override
        public void close() {}
    }
}
