package dev.flyball.cache.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheTuning;
import dev.flyball.schemas.Cohort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlTableTest {
    private static final long NOW = 1_000_000;

    private final ControlTable table = new ControlTable();

    @Test
    void aMissingRecordIsNewerThanEveryValue() {
        Orders orders = table.orders("products", "42", NOW);

        assertThat(orders.known()).isFalse();
        assertThat(orders.acceptsAsFresh(Long.MAX_VALUE - 1)).isFalse();
    }

    @Test
    void theHighestVersionSteersAndTheHighestEpochsHoldInWhateverOrderRecordsArrive() {
        List<Integer> offsets =
                new ArrayList<>(IntStream.rangeClosed(1, 20).boxed().toList());

        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(offsets, new Random(seed));
            ControlTable shuffled = new ControlTable();
            offsets.forEach(offset -> shuffled.merge(steering("a-" + offset, offset, 100 - offset), offset));

            assertThat(shuffled.orders("products", "42", NOW))
                    .extracting(Orders::action, Orders::minFresh, Orders::minUsable)
                    .containsExactly("a-20", 99L, 99L);
        }
    }

    @Test
    void ofTwoRecordsWithOneVersionTheFirstOnTheLogCountsForEverybodyAndOnlyItsWriterIsDone() {
        CacheControl first = record(1, 10);
        CacheControl second = record(1, 10);
        // The second one's writer knows it before it has read the first.
        table.merge(second, 6);
        assertThat(table.isSettled(second, 6)).isTrue();
        table.merge(first, 5);
        table.merge(second, 6);

        assertThat(table.isBeaten(first, 5)).isFalse();
        assertThat(table.isBeaten(second, 6)).isTrue();
        assertThat(table.isSettled(first, 5)).isTrue();
        assertThat(table.isSettled(second, 6)).isFalse();
    }

    @Test
    void anInvalidationOfATagIsNewerThanARecordOfAWriterWhoCountsVersionsDifferently() {
        table.merge(tag(NOW * 1_000, 10), 5);

        CacheControl next = table.tagInvalidation("products", "red", Invalidation.HARD, "test", NOW);
        table.merge(next, 6);

        assertThat(table.isBeaten(next, 6)).isFalse();
        assertThat(table.isSettled(next, 6)).isTrue();
    }

    @Test
    void anInvalidationOfATagIsAboveTheEpochOfOneThatCameSecondEvenIfTheClockIsBehind() {
        table.merge(tag(NOW * 1_000, NOW), 5);
        table.merge(tag(NOW * 1_000, NOW + 20), 6);

        CacheControl next = table.tagInvalidation("products", "red", Invalidation.HARD, "test", NOW);
        table.merge(next, 7);

        assertThat(table.isSettled(next, 7)).isTrue();
    }

    @Test
    void processesThatIntroduceANamespaceAtOnceDoNotMakeEachOthersValuesStale() {
        table.merge(ControlTable.introduction("products", NOW), 0);
        table.merge(ControlTable.introduction("products", NOW + 5), 1);

        assertThat(table.orders("products", "42", NOW).minFresh()).isEqualTo(NOW);
    }

    @Test
    void anInvalidationIsNewerThanWhatIsKnownEvenIfTheClockIsBehind() {
        merge(record(NOW + 500, NOW + 700));

        CacheControl invalidation = table.invalidation("products", Invalidation.HARD, "bad deploy", NOW);

        assertThat(invalidation.version()).isEqualTo(NOW + 501);
        assertThat(invalidation.minFresh()).isEqualTo(NOW + 701);
        assertThat(invalidation.minUsable()).isEqualTo(NOW + 701);
    }

    @Test
    void anInvalidationKeepsWhatElseWasOrdered() {
        merge(steered(CacheMode.SERVE_STALE, 2, new Cohort(500, 7), NOW + 10));

        CacheControl invalidation = table.invalidation("products", Invalidation.HARD, "bad deploy", NOW);

        assertThat(invalidation.mode()).isEqualTo(CacheMode.SERVE_STALE);
        assertThat(invalidation.ttlScale()).isEqualTo(2);
        assertThat(invalidation.cohort()).isEqualTo(new Cohort(500, 7));
        assertThat(invalidation.until()).isEqualTo(NOW + 10);
        assertThat(invalidation.action()).isEqualTo("a-1");
    }

    @Test
    void anOrderEndsByItselfButAnInvalidationStays() {
        merge(steered(CacheMode.BYPASS, 3, Cohort.ALL, NOW + 10));

        assertThat(table.orders("products", "42", NOW + 9).mode()).isEqualTo(CacheMode.BYPASS);
        assertThat(table.orders("products", "42", NOW + 10))
                .isEqualTo(new Orders(true, 5, 5, CacheMode.NORMAL, 1, null, null));
    }

    @Test
    void anOrderHoldsForTheKeysOfItsCohortAndTellsTheArms() {
        merge(steered(CacheMode.SERVE_STALE, 2, new Cohort(300, 7), 0));

        List<Orders> orders = IntStream.range(0, 10_000)
                .mapToObj(key -> table.orders("products", Integer.toString(key), NOW))
                .toList();

        assertThat(orders.stream().filter(o -> o.arm() == Arm.TREATED).count()).isBetween(2_850L, 3_150L);
        assertThat(orders).allSatisfy(o -> {
            boolean treated = o.arm() == Arm.TREATED;
            assertThat(o.mode()).isEqualTo(treated ? CacheMode.SERVE_STALE : CacheMode.NORMAL);
            assertThat(o.ttlScale()).isEqualTo(treated ? 2 : 1);
            assertThat(o.action()).isEqualTo("a-1");
            assertThat(o.minFresh()).isEqualTo(5);
        });
    }

    @Test
    void anInvalidationOfACohortHoldsForItsKeysAloneAndForAWhile() {
        merge(new CacheControl(
                1,
                "products",
                null,
                2,
                5,
                5,
                CacheMode.NORMAL,
                1,
                new Cohort(500, 7),
                NOW + 1_000,
                "a-1.1",
                "test",
                9L,
                null,
                null,
                null));

        for (int i = 0; i < 100; i++) {
            Orders orders = table.orders("products", "key " + i, NOW);
            long expected = orders.arm() == Arm.TREATED ? 9 : 5;
            assertThat(orders).extracting("minFresh", "minUsable").containsExactly(expected, expected);
            assertThat(table.orders("products", "key " + i, NOW + 1_000).minFresh())
                    .isEqualTo(5);
        }
    }

    @Test
    void aSoftInvalidationOfACohortLeavesItsValuesUsable() {
        merge(cohort(new Cohort(1000, 7), 9L, 5L, null));

        assertThat(table.orders("products", "42", NOW))
                .extracting(Orders::minFresh, Orders::minUsable)
                .containsExactly(9L, 5L);
    }

    @Test
    void loadsAreTunedForTheKeysOfTheCohortAloneAndForAWhile() {
        CacheTuning tuning = new CacheTuning(3.0, 8.0, null);
        merge(cohort(new Cohort(500, 7), null, null, tuning));

        for (int i = 0; i < 100; i++) {
            Orders orders = table.orders("products", "key " + i, NOW);
            assertThat(orders.tuning()).isEqualTo(orders.arm() == Arm.TREATED ? tuning : CacheTuning.NONE);
            assertThat(table.orders("products", "key " + i, NOW + 1_000).tuning())
                    .isEqualTo(CacheTuning.NONE);
        }
        assertThat(table.invalidation("products", Invalidation.HARD, "test", NOW)
                        .tuned())
                .isEqualTo(tuning);
    }

    @Test
    void memoryIsSharedOutForAWhileAndNotWhileKeysAreOnlyDrawn() {
        CacheTuning half = CacheTuning.ofMemoryShare(0.5);
        assertThat(table.region("products").memoryShare(NOW)).isEqualTo(1);

        merge(cohort(new Cohort(500, 7), null, null, half));
        assertThat(table.region("products").memoryShare(NOW)).isEqualTo(0.5);
        assertThat(table.region("products").memoryShare(NOW + 1_000)).isEqualTo(1);

        table.remove("products");
        merge(cohort(new Cohort(0, 7), null, null, half));
        assertThat(table.region("products").memoryShare(NOW)).isEqualTo(1);
    }

    @Test
    void anInvalidationIsNewerThanWhatACohortWasStampedWith() {
        merge(new CacheControl(
                1,
                "products",
                null,
                2,
                5,
                5,
                CacheMode.NORMAL,
                1,
                Cohort.ALL,
                0,
                null,
                "test",
                null,
                NOW + 9_000,
                null,
                null));

        CacheControl next = table.invalidation("products", Invalidation.HARD, "test", NOW);

        assertThat(next.minUsable()).isEqualTo(NOW + 9_001);
    }

    @Test
    void aWiderCohortHoldsTheKeysOfTheNarrowerOne() {
        assertThat(IntStream.range(0, 5_000).mapToObj(Integer::toString))
                .filteredOn(key -> CohortDraw.contains(new Cohort(100, 3), key))
                .hasSizeBetween(400, 600)
                .allMatch(key -> CohortDraw.contains(new Cohort(500, 3), key));
    }

    @Test
    void eachSaltDrawsItsOwnKeys() {
        long inBoth = IntStream.range(0, 10_000)
                .mapToObj(Integer::toString)
                .filter(key ->
                        CohortDraw.contains(new Cohort(500, 1), key) && CohortDraw.contains(new Cohort(500, 2), key))
                .count();

        assertThat(inBoth).isBetween(2_300L, 2_700L);
    }

    @Test
    void aFullTableTakesNewsOfWhatItKnowsAndNothingElse() {
        for (int i = 0; i < ControlTable.MAX_NAMESPACES; i++) {
            assertThat(merge(record("n" + i, 1, 1))).isTrue();
        }

        assertThat(merge(record("one-more", 1, 1))).isFalse();
        assertThat(merge(record("n0", 2, 2))).isTrue();
        assertThat(table.orders("one-more", "42", NOW).known()).isFalse();
    }

    @Test
    void aRemovedRecordIsMissing() {
        merge(record(1, 1));

        table.remove("products");

        assertThat(table.orders("products", "42", NOW)).isEqualTo(Orders.UNKNOWN);
    }

    private static CacheControl cohort(
            Cohort cohort, @Nullable Long fresh, @Nullable Long usable, @Nullable CacheTuning tuning) {
        return new CacheControl(
                1,
                "products",
                null,
                2,
                5,
                5,
                CacheMode.NORMAL,
                1,
                cohort,
                NOW + 1_000,
                "a-1.1",
                "test",
                fresh,
                null,
                usable,
                tuning);
    }

    private boolean merge(CacheControl record) {
        return table.merge(record, 0);
    }

    private static CacheControl steering(String action, long version, long epoch) {
        return new CacheControl(
                1, "products", null, version, epoch, epoch, CacheMode.NORMAL, 1, Cohort.ALL, 0, action, "test");
    }

    private static CacheControl tag(long version, long epoch) {
        return new CacheControl(
                1, "products", "red", version, epoch, epoch, CacheMode.NORMAL, 1, Cohort.ALL, 0, null, "test");
    }

    private static CacheControl record(long version, long minFresh) {
        return record("products", version, minFresh);
    }

    private static CacheControl record(String namespace, long version, long minFresh) {
        return new CacheControl(
                1, namespace, null, version, minFresh, minFresh, CacheMode.NORMAL, 1, Cohort.ALL, 0, null, "test");
    }

    private static CacheControl steered(CacheMode mode, double ttlScale, Cohort cohort, long until) {
        return new CacheControl(1, "products", null, 1, 5, 5, mode, ttlScale, cohort, until, "a-1", "test");
    }
}
