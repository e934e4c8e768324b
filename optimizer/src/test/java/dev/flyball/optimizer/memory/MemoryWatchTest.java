package dev.flyball.optimizer.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.Invalidation;
import dev.flyball.cache.sweep.KeyPattern;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.schemas.ActionCommand.Order;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.MemoryLevel;
import dev.flyball.schemas.MemoryRelief;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.ReliefStep;
import dev.flyball.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {
    private static final long HOUR = 3_600;
    private static final Caution NOTHING_HELD_OUT =
            new Caution(Duration.ofMinutes(5), Duration.ofHours(1), 0, RunBudget.DEFAULT);

    private final FakeDesk desk = new FakeDesk();
    private final FakeTurns turns = new FakeTurns();
    private final FakeRedis redis = new FakeRedis("10.0.0.7:6379", 100_000);
    private MemoryPolicy policy = MemoryPolicy.defaults().withCaution(NOTHING_HELD_OUT);
    private Mode mode = Mode.AUTO;
    private Set<String> frozen = Set.of();
    private long nowMs = 1_800_000_000_000L;
    private MemoryWatch watch = watch();

    private MemoryWatch watch() {
        return new MemoryWatch(
                policy,
                () -> new Allowance(mode, frozen),
                turns,
                desk,
                () -> Instant.ofEpochMilli(nowMs),
                () -> nowMs * 1_000_000,
                nanos -> nowMs += nanos / 1_000_000,
                new SplittableRandom(1));
    }

    private void withPolicy(MemoryPolicy other) {
        policy = other;
        watch = watch();
    }

    private void look() {
        watch.look(List.of(redis));
    }

    private MemoryRelief relief() {
        return Objects.requireNonNull(desk.last().relief());
    }

    private List<String> steps() {
        return relief().steps().stream().map(ReliefStep::name).toList();
    }

    /** 80 of 100 kB: 30 kB nobody used for two hours, 10 kB for eight, the rest is in use. */
    private void fill() {
        redis.with(30, "products", 1_000, 2 * HOUR)
                .with(10, "products", 1_000, 8 * HOUR)
                .with(40, "carts", 1_000, 5);
    }

    @Test
    void aServerWithMemoryToSpareIsLeftAlone() {
        redis.with(70, "products", 1_000, 8 * HOUR);

        look();

        assertThat(desk.told).isEmpty();
        assertThat(redis.count("flyball:")).isEqualTo(70);
    }

    @Test
    void theColdestValuesGoUntilEnoughIsFree() {
        fill();

        look();

        assertThat(desk.told).extracting(OptimizationResult::phase).containsExactly(Phase.STARTED, Phase.FINISHED);
        // 15 kB are wanted; those of eight hours are not enough, so those of two hours go with them.
        assertThat(steps()).containsExactly("evict-cold");
        assertThat(relief().steps().get(0).keys()).isEqualTo(40);
        assertThat(redis.count("flyball:carts")).isEqualTo(40);
        OptimizationResult result = desk.last();
        assertThat(result.type()).isEqualTo("relieve-memory");
        assertThat(result.service()).isEqualTo("redis");
        assertThat(result.endpoint()).isEqualTo("10.0.0.7:6379");
        assertThat(result.verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(result.method()).isEqualTo("before-after");
        assertThat(result.improvements()).containsEntry("used", 0.5);
        assertThat(result.reason())
                .contains("80.0 % of 97.7 KiB were in use; now it is 40.0 %")
                .contains("40 keys were removed, about 39.1 KiB")
                .contains("no control group");
    }

    @Test
    void nothingWarmerThanNeededGoes() {
        redis.with(20, "products", 1_000, 8 * HOUR)
                .with(20, "products", 1_000, 2 * HOUR)
                .with(40, "carts", 1_000, 5);

        look();

        assertThat(relief().steps().get(0).keys()).isEqualTo(20);
        assertThat(relief().steps().get(0).reason()).contains("nobody used for 28800 s or longer");
    }

    @Test
    void whatIsNotOfTheCacheOrProtectedStaysUnlessItIsAllowed() {
        withPolicy(policy.withReach(new Reach(Set.of("sessions"), List.of(new KeyPattern("tmp:*")))));
        redis.with(40, "sessions", 1_000, 8 * HOUR).with(10, "products", 1_000, 8 * HOUR);
        for (int i = 0; i < 10; i++) {
            redis.with("orders:" + i, 1_000, 8 * HOUR);
            redis.with("tmp:" + i, 1_000, 8 * HOUR);
            redis.with("tmp:used:" + i, 1_000, 5);
        }

        look();

        assertThat(redis.count("flyball:sessions")).isEqualTo(40);
        assertThat(redis.count("flyball:products")).isZero();
        assertThat(redis.count("orders:")).isEqualTo(10);
        assertThat(redis.count("tmp:")).isEqualTo(10);
        assertThat(redis.count("tmp:used:")).isEqualTo(10);
        assertThat(steps()).containsExactly("evict-cold", "evict-cold tmp:*");
    }

    @Test
    void aPatternThatEveryKeyMayMatchIsNeverAllowed() {
        assertThatThrownBy(() -> new Reach(Set.of(), List.of(KeyPattern.ALL)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whereTheLeastFrequentlyUsedAreEvictedColdIsWhatIsRarelyUsed() {
        redis.told.put("maxmemory_policy", "allkeys-lfu");
        redis.with(20, "products", 1_000, 0).with(20, "products", 1_000, 5).with(40, "carts", 1_000, 200);

        look();

        assertThat(relief().steps().get(0).reason()).contains("hardly used (frequency 0 or less)");
        assertThat(redis.count("flyball:products")).isEqualTo(20);
    }

    @Test
    void whenItIsCriticalValuesGoThatWereUsedALittleWhileAgo() {
        redis.with(95, "products", 1_000, HOUR / 3);

        look();

        assertThat(relief().level()).isEqualTo(MemoryLevel.CRITICAL);
        assertThat(redis.count("flyball:")).isZero();
    }

    @Test
    void whereAllIsInUseTheTimesOfColdNamespacesAreShortenedForAWhile() {
        desk.controls.add(ControlTable.introduction("products", nowMs));
        desk.controls.add(ControlTable.introduction("carts", nowMs));
        redis.with(40, "products", 1_000, HOUR / 2).with(40, "carts", 1_000, 5);

        look();

        assertThat(steps()).containsExactly("sweep-dead", "scale-ttl");
        CacheControl shorter = desk.controls.get(2);
        assertThat(shorter.namespace()).isEqualTo("products");
        assertThat(shorter.ttlScale()).isEqualTo(0.5);
        assertThat(shorter.until())
                .isBetween(nowMs, nowMs + Duration.ofMinutes(31).toMillis());
        assertThat(shorter.version()).isEqualTo(2);
        assertThat(shorter.action()).startsWith(desk.last().id());
        assertThat(desk.last().verdict()).isEqualTo(Verdict.NO_EFFECT);
    }

    @Test
    void aNamespaceThatSomebodySteersKeepsItsTimes() {
        ControlTable table = new ControlTable();
        table.merge(ControlTable.introduction("products", nowMs), 0);
        CacheControl last = table.invalidation("products", Invalidation.SOFT, "prices", nowMs);
        desk.controls.add(new CacheControl(
                1,
                "products",
                null,
                last.version(),
                last.minFresh(),
                0,
                last.mode(),
                2.0,
                last.cohort(),
                0,
                null,
                "mine"));
        redis.with(80, "products", 1_000, HOUR / 2);

        look();

        assertThat(desk.controls).hasSize(1);
    }

    @Test
    void deadValuesAreLookedForFirstUnlessThatMakesAllSeemUsed() {
        desk.controls.add(ControlTable.introduction("products", nowMs));
        fill();

        look();
        assertThat(steps()).containsExactly("sweep-dead", "evict-cold");

        nowMs += Duration.ofHours(1).toMillis();
        redis.readsCount = true;
        redis.with(40, "products", 1_000, 9 * HOUR);
        desk.controls.add(ControlTable.introduction("carts", nowMs));
        look();

        assertThat(desk.told.get(2).relief().steps())
                .extracting(ReliefStep::name)
                .startsWith("evict-cold", "sweep-dead");
        assertThat(steps()).containsExactly("evict-cold");
    }

    @Test
    void deadValuesAreLookedForOnlyIfSomethingWasOrderedSince() {
        desk.controls.add(ControlTable.introduction("products", nowMs));
        redis.with(80, "carts", 1_000, 5);
        look();
        assertThat(steps()).containsExactly("sweep-dead");

        nowMs += Duration.ofHours(1).toMillis();
        look();
        assertThat(steps()).isEmpty();

        nowMs += Duration.ofHours(2).toMillis();
        desk.controls.add(ControlTable.introduction("carts", nowMs));
        look();
        assertThat(steps()).startsWith("sweep-dead");
    }

    @Test
    void withoutTheControlLogWhatNeedsItIsLeftOut() {
        desk.readable = false;
        fill();

        look();

        assertThat(steps()).containsExactly("evict-cold");
        assertThat(desk.last().verdict()).isEqualTo(Verdict.IMPROVED);
    }

    @Test
    void inADryRunItSaysWhatItWouldDoOncePerCooldown() {
        mode = Mode.DRY_RUN;
        fill();

        look();
        look();

        assertThat(desk.told).hasSize(1);
        assertThat(desk.last().phase()).isEqualTo(Phase.DECLINED);
        assertThat(desk.last().reason()).contains("80.0 %").contains("in mode DRY_RUN nothing is done");
        assertThat(relief().steps().get(0))
                .isEqualTo(new ReliefStep(
                        "evict-cold",
                        "would remove values of the cache that nobody used for 7200 s or longer",
                        40,
                        40_000L,
                        0));
        assertThat(redis.count("flyball:")).isEqualTo(80);
        nowMs += Duration.ofMinutes(5).toMillis();
        look();
        assertThat(desk.told).hasSize(2);
    }

    @Test
    void whatIsProposedIsDoneOnceSomebodyHasApprovedIt() {
        mode = Mode.APPROVE;
        fill();

        look();
        look();
        assertThat(desk.told).hasSize(1);
        assertThat(desk.last().phase()).isEqualTo(Phase.PROPOSED);
        assertThat(desk.last().reason())
                .contains("80.0 %")
                .contains("waits 15 min for somebody to approve it (flyball actions approve "
                        + desk.last().id());
        assertThat(steps()).containsExactly("evict-cold", "purge");
        assertThat(desk.last().addressee()).isEqualTo("10.0.0.7:6379");
        assertThat(redis.count("flyball:")).isEqualTo(80);
        desk.order(Order.APPROVE);
        nowMs += 1_000;
        look();

        assertThat(desk.told)
                .extracting(OptimizationResult::phase)
                .containsExactly(Phase.PROPOSED, Phase.STARTED, Phase.FINISHED);
        assertThat(desk.told)
                .extracting(OptimizationResult::id)
                .containsOnly(desk.last().id());
        assertThat(desk.last().verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(redis.count("flyball:")).isEqualTo(40);
        assertThat(desk.answers).singleElement().satisfies(answer -> {
            assertThat(answer.obeyed()).isTrue();
            assertThat(answer.words()).isEqualTo("It has begun. Approved by anna: because.");
        });
        assertThat(watch.isWaiting()).isFalse();
        assertThat(turns.rest).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatIsRejectedIsNotProposedAgainForAWhile() {
        mode = Mode.APPROVE;
        fill();
        look();

        desk.order(Order.ROLLBACK);
        desk.order(Order.REJECT);
        desk.order(Order.APPROVE);
        look();
        look();

        assertThat(desk.answers).extracting("obeyed").containsExactly(false, true);
        assertThat(desk.told).extracting(OptimizationResult::phase).containsExactly(Phase.PROPOSED, Phase.DECLINED);
        assertThat(desk.last().reason()).contains("Rejected by anna: because.");
        nowMs += Duration.ofMinutes(5).toMillis();
        look();
        assertThat(desk.last().phase()).isEqualTo(Phase.PROPOSED);
    }

    @Test
    void whatNobodyApprovesInTimeEnds() {
        mode = Mode.APPROVE;
        fill();
        look();

        nowMs += Duration.ofMinutes(15).toMillis();
        look();
        desk.order(Order.APPROVE);
        look();

        assertThat(desk.told).extracting(OptimizationResult::phase).containsExactly(Phase.PROPOSED, Phase.DECLINED);
        assertThat(desk.last().reason()).contains("Nobody approved it until");
        assertThat(desk.answers).isEmpty();
    }

    @Test
    void whatIsApprovedDuringAFreezeCanBeApprovedLater() {
        mode = Mode.APPROVE;
        fill();
        look();

        mode = Mode.OFF;
        desk.order(Order.APPROVE);
        look();
        mode = Mode.APPROVE;
        desk.order(Order.APPROVE);
        look();

        assertThat(desk.answers).extracting("obeyed").containsExactly(false, true);
        assertThat(desk.last().verdict()).isEqualTo(Verdict.IMPROVED);
    }

    @Test
    void whatIsNotNeededAnyMoreWhenItIsApprovedIsNotDone() {
        mode = Mode.APPROVE;
        fill();
        look();

        redis.told.put("maxmemory", "1000000");
        desk.order(Order.APPROVE);
        look();

        assertThat(desk.answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.obeyed()).isFalse());
        assertThat(desk.last().phase()).isEqualTo(Phase.DECLINED);
        assertThat(redis.count("flyball:")).isEqualTo(80);
    }

    @Test
    void whoLosesItsTurnProposesNothingAnyMore() {
        mode = Mode.APPROVE;
        fill();
        look();

        turns.kept = false;
        desk.order(Order.APPROVE);
        look();

        assertThat(desk.last().reason()).contains("The turn for this server was lost");
        assertThat(redis.count("flyball:")).isEqualTo(80);
    }

    @Test
    void switchedOffNothingIsDoneOrSaid() {
        mode = Mode.OFF;
        fill();

        look();

        assertThat(desk.told).isEmpty();
    }

    @Test
    void withoutATurnNothingIsDoneOrSaid() {
        turns.taken = true;
        fill();

        look();

        assertThat(desk.told).isEmpty();
        assertThat(redis.count("flyball:")).isEqualTo(80);
    }

    @Test
    void aServerIsLeftAloneForAWhileUnlessItGetsMoreUrgent() {
        fill();
        look();
        assertThat(turns.rest).isEqualTo(Duration.ofMinutes(5));

        redis.with(40, "products", 1_000, 9 * HOUR);
        look();
        assertThat(desk.told).hasSize(2);

        redis.with(15, "products", 1_000, 10 * HOUR);
        look();
        assertThat(relief().level()).isEqualTo(MemoryLevel.CRITICAL);
        assertThat(desk.told).hasSize(4);
    }

    @Test
    void whatDoesNotHelpIsTriedEverMoreRarely() {
        redis.with(80, "carts", 1_000, 5);

        look();
        assertThat(turns.rest).isEqualTo(Duration.ofMinutes(10));
        nowMs += Duration.ofMinutes(10).toMillis();
        look();
        assertThat(turns.rest).isEqualTo(Duration.ofMinutes(20));
        for (int i = 0; i < 10; i++) {
            nowMs += Duration.ofHours(1).toMillis();
            look();
        }
        assertThat(turns.rest).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aRunEndsWithItsBudgetAndTheNextOneGoesOn() {
        withPolicy(policy.withCaution(new Caution(
                Duration.ofMinutes(5), Duration.ofHours(1), 0, new RunBudget(Duration.ofMinutes(1), 10, 1 << 20))));
        fill();

        look();
        int first = 80 - redis.count("flyball:");
        assertThat(first).isBetween(10, 25);
        assertThat(desk.last().reason()).contains("budget of one run is spent");

        nowMs += Duration.ofHours(1).toMillis();
        look();
        assertThat(80 - redis.count("flyball:")).isBetween(first + 10, 40);
    }

    @Test
    void aRunEndsWhenTheModeChanges() {
        fill();
        desk.onTold = result -> mode = Mode.OFF;

        look();

        assertThat(desk.last().phase()).isEqualTo(Phase.FINISHED);
        assertThat(desk.last().reason()).contains("called off");
        assertThat(redis.count("flyball:")).isGreaterThanOrEqualTo(70);
    }

    @Test
    void aNamespaceThatIsFrozenIsNotTouched() {
        frozen = Set.of("products");
        fill();

        look();

        assertThat(steps()).isEmpty();
        assertThat(redis.count("flyball:products")).isEqualTo(40);
    }

    @Test
    void aRunEndsWhenSomethingIsFrozen() {
        fill();
        desk.onTold = result -> frozen = Set.of("products");

        look();

        assertThat(desk.last().reason()).contains("called off");
        assertThat(redis.count("flyball:products")).isGreaterThanOrEqualTo(30);
    }

    @Test
    void aServerThatGoesAwayInTheMiddleEndsTheRunWhichSaysSo() {
        fill();
        redis.unlinksUntilAway = 1;

        assertThatThrownBy(this::look).isInstanceOf(NodeException.class);

        assertThat(desk.last().phase()).isEqualTo(Phase.FINISHED);
        assertThat(desk.last().verdict()).isEqualTo(Verdict.INVALID);
        assertThat(desk.last().reason()).contains("ended early: Redis at 10.0.0.7:6379 does not answer");
        assertThat(relief().after()).isNull();
        assertThat(relief().before()).isNotNull();
    }

    @Test
    void aServerThatWasRestartedMeanwhileCannotBeJudged() {
        fill();
        desk.onTold = result -> redis.name = "10.0.0.7:6379@2";

        look();

        assertThat(desk.last().verdict()).isEqualTo(Verdict.INVALID);
        assertThat(desk.last().reason()).contains("restarted");
    }

    @Test
    void oneServerThatIsAwayDoesNotKeepAnotherFromRelief() {
        FakeRedis gone = new FakeRedis("10.0.0.8:6379", 100_000);
        gone.away = true;
        fill();

        assertThatThrownBy(() -> watch.look(List.of(gone, redis))).isInstanceOf(NodeException.class);

        assertThat(desk.last().verdict()).isEqualTo(Verdict.IMPROVED);
    }

    @Test
    void aRunThatAnotherOneNeverEndedIsToldAsSuch() {
        turns.unended = "m-17";
        fill();

        look();

        OptimizationResult orphan = desk.told.get(0);
        assertThat(orphan.id()).isEqualTo("m-17");
        assertThat(orphan.phase()).isEqualTo(Phase.FINISHED);
        assertThat(orphan.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(desk.told).hasSize(3);
    }

    @Test
    void someRunsAreHeldOutToKnowWhatHappensByItself() {
        withPolicy(policy.withCaution(new Caution(Duration.ofMinutes(5), Duration.ofHours(1), 500, RunBudget.DEFAULT)));
        fill();
        look();
        while (desk.last().phase() != Phase.DECLINED) {
            redis.with(80 - redis.count(""), "products", 1_000, 8 * HOUR);
            nowMs += Duration.ofMinutes(10).toMillis();
            look();
        }
        assertThat(desk.last().reason()).contains("left alone on purpose").contains("500 of 1000");
        int untouched = redis.count("");

        nowMs += Duration.ofMinutes(2).toMillis();
        look();

        assertThat(redis.count("")).isEqualTo(untouched);
        assertThat(desk.last().method()).isEqualTo("held-out");
        assertThat(desk.last().verdict()).isEqualTo(Verdict.NO_EFFECT);
    }

    @Test
    void whatIsCriticalIsNeverHeldOut() {
        withPolicy(policy.withCaution(new Caution(Duration.ofMinutes(5), Duration.ofHours(1), 500, RunBudget.DEFAULT)));
        for (int i = 0; i < 20; i++) {
            redis.with(95 - redis.count(""), "products", 1_000, 8 * HOUR);
            nowMs += Duration.ofHours(1).toMillis();
            look();
        }

        assertThat(desk.told).extracting(OptimizationResult::phase).doesNotContain(Phase.DECLINED);
    }

    @Test
    void aServerWithoutALimitHasTheOneThatIsConfigured() {
        redis.told.put("maxmemory", "0");
        fill();
        look();
        assertThat(desk.told).isEmpty();

        withPolicy(policy.withLimit(100_000));
        look();
        assertThat(desk.last().verdict()).isEqualTo(Verdict.IMPROVED);
    }

    @Test
    void theLargestKeysAreNamedWhoeverTheyBelongTo() {
        redis.told.put("maxmemory", Long.toString(10 << 20));
        redis.with("orders:all", 6 << 20, 5)
                .with("flyball:reports:{2026}", 3 << 20, 5)
                .with(10, "products", 1_000, 8 * HOUR);

        look();

        assertThat(relief().bigKeys())
                .extracting(key -> key.name() + ' ' + (key.bytes() >> 20))
                .containsExactly("orders:all 6", "flyball:reports:{2026} 3");
    }

    @Test
    void memoryThatIsHeldForNothingIsGivenBackByWhatCanDoThat() {
        redis.told.put("maxmemory", Long.toString(100L << 20));
        redis.told.put("used_memory_rss", Long.toString(200L << 20));
        redis.told.put("mem_allocator", "libc");
        redis.with("orders:all", 80 << 20, 5);
        look();
        assertThat(redis.purged).isFalse();

        redis.told.put("mem_allocator", "jemalloc-5.1.0");
        nowMs += Duration.ofHours(1).toMillis();
        look();
        assertThat(redis.purged).isTrue();
        assertThat(steps()).containsExactly("purge");
    }

    @Test
    void hostileAnswersOfAServerAreNoNumbers() {
        redis.told.put("maxmemory", "-5");
        redis.told.put("evicted_keys", "99999999999999999999");
        redis.told.put("keyspace_hits", "many");
        fill();

        look();

        assertThat(desk.told).isEmpty();
    }
}
