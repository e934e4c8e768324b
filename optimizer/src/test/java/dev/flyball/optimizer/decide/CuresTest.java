package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.Traffic.PRODUCTS;
import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.optimizer.Traffic.brokenCache;
import static dev.flyball.optimizer.Traffic.healthy;
import static dev.flyball.optimizer.Traffic.slowOrigin;
import static dev.flyball.optimizer.Traffic.traffic;
import static dev.flyball.schemas.AlertKind.ERROR;
import static dev.flyball.schemas.AlertKind.LATENCY;
import static dev.flyball.schemas.AlertKind.RESOURCE;
import static dev.flyball.schemas.AlertKind.THROUGHPUT;
import static dev.flyball.schemas.CacheOutcome.L1;
import static dev.flyball.schemas.CacheOutcome.MISS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.optimizer.Traffic;
import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.action.Treatment;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheTuning;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Scaling;
import dev.flyball.schemas.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each built-in strategy does against what it is for. */
class CuresTest {
    private static final Policy AUTO = Policy.defaults().withDefaultMode(Mode.AUTO);
    private static final StrategySettings WITH_WEBHOOK = new StrategySettings(0.6, true);

    private @Nullable CacheControl steered;
    private @Nullable Rest rest;

    @Test
    void valuesThatExpireTooSoonLiveTwiceAsLong() {
        Treatment treatment =
                treatmentOf(traffic().with(L1, 40, 0, 2).with(MISS, 60, 0, 300).above(Metric.P95, 800, 700), AUTO);

        assertThat(treatment.ttlScale()).isEqualTo(2);
        assertThat(treatment.isTemporary()).isTrue();
    }

    @Test
    void hotKeysAreLoadedBeforeTheyExpire() {
        Treatment treatment = treatmentOf(slowOrigin().above(Metric.P95, 2_000, 1_900), AUTO);

        assertThat(treatment.tuning()).isEqualTo(CacheTuning.ofEarlyRefresh(8));
    }

    @Test
    void slowLoadsAreWaitedForInsteadOfRepeated() {
        Policy policy = AUTO.withMode("prefetch", Mode.OFF);

        Treatment treatment = treatmentOf(slowOrigin().above(Metric.P95, 2_000, 1_900), policy);

        assertThat(treatment.tuning()).isEqualTo(CacheTuning.ofLoadTimeoutScale(3));
        assertThat(treatment.mode()).isEqualTo(CacheMode.NORMAL);
    }

    @Test
    void aSoftInvalidationLeavesValuesUsableForThoseWhoWait() {
        steered = new CacheControl(1, PRODUCTS, null, 3, 9, 5, CacheMode.NORMAL, 1, Cohort.ALL, 0, null, "testing");

        Decision decision = decide(brokenCache(), ERROR, AUTO.withMode("invalidate", Mode.OFF));

        Action action = decision.action().orElseThrow();
        assertThat(action.strategy()).isEqualTo("invalidate-soft");
        assertThat(action.treatment().freshFrom()).isEqualTo(T0);
        assertThat(action.treatment().usableFrom()).isEqualTo(5);
    }

    @Test
    void busyProcessorsAreAReasonForMoreInstances() {
        Traffic busy = healthy().from(3, new ResourceUsage(0.93, 0.5, null)).above(Metric.CPU, 0.93, 0.8);

        Decision decision = decide(busy, RESOURCE, AUTO);

        OptimizationResult result = decision.result();
        assertThat(result.phase()).isEqualTo(Phase.RECOMMENDED);
        assertThat(result.type()).isEqualTo("scale-out");
        assertThat(result.scaling()).isEqualTo(new Scaling("cpu", 0.93, 0.6, 3, 5));
        assertThat(result.reason())
                .endsWith("Recommended: 5 instances instead of 3 (cpu is 0.9300, and should be 0.6000 at most).");
        assertThat(decision.kind()).startsWith("recommend-5-");
    }

    @Test
    void moreRequestsThanTheRuleAllowsAreOneAsWell() {
        Traffic much = healthy().from(2, null).above(Metric.THROUGHPUT, 620, 500);

        assertThat(decide(much, THROUGHPUT, AUTO).result().scaling())
                .isEqualTo(new Scaling("throughput", 620, 500, 2, 3));
    }

    @Test
    void withoutKnowingHowManyThereAreNobodyIsToldHowManyThereShouldBe() {
        Traffic busy = healthy().above(Metric.CPU, 0.93, 0.8);

        assertThat(decide(busy, RESOURCE, AUTO).kind()).isEqualTo("cpu-high");
    }

    @Test
    void inDryRunNothingIsRecommendedButWhatWouldBeIsSaid() {
        Traffic busy = healthy().from(3, new ResourceUsage(0.93, 0.5, null)).above(Metric.CPU, 0.93, 0.8);

        Decision decision = decide(busy, RESOURCE, Policy.defaults());

        assertThat(decision.kind()).isEqualTo("dry-run");
        assertThat(decision.result().scaling()).isNull();
        assertThat(decision.result().reason()).contains("In mode AUTO it would recommend 5 instances instead of 3");
    }

    @Test
    void fullMemoryMakesAppsHoldLessForAWhile() {
        Traffic full = healthy().above(Metric.MEMORY, 0.95, 0.9);

        Decision decision = decide(full, RESOURCE, AUTO);

        CacheControl control = ((Steer) decision).control();
        assertThat(control.tuning()).isEqualTo(CacheTuning.ofMemoryShare(0.5));
        assertThat(control.until()).isEqualTo(T0 + 600_000);
        assertThat(control.cohort()).isEqualTo(Cohort.ALL);
        assertThat(decision.result().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(decision.result().reason()).endsWith("whether it helps, nobody can say.");
    }

    @Test
    void thatIsNotDoneTwiceNorBesideSomethingElse() {
        steered = new CacheControl(
                1,
                PRODUCTS,
                null,
                3,
                5,
                5,
                CacheMode.NORMAL,
                1,
                Cohort.ALL,
                0,
                null,
                "testing",
                null,
                null,
                null,
                CacheTuning.ofMemoryShare(0.5));

        Decision decision = decide(healthy().above(Metric.MEMORY, 0.95, 0.9), RESOURCE, AUTO);

        assertThat(decision.kind()).isEqualTo("already-special");
        assertThat(decision.result().reason())
                .endsWith(
                        "in mode NORMAL with ttlScale 1.0 (memory x 0.5) already ('testing'), which is not replaced.");
    }

    @Test
    void slownessAtAHighHitRatioIsLeftAloneAndTheReasonSaysWhy() {
        Decision decision =
                decide(traffic().with(L1, 95, 0, 800).with(MISS, 5, 0, 820).above(Metric.P95, 820, 500), LATENCY, AUTO);

        assertThat(decision).isInstanceOf(Decline.class);
        assertThat(decision.kind()).isEqualTo("slow-at-high-hit-ratio");
        assertThat(decision.result().type()).isEqualTo("no-action");
        assertThat(decision.result().reason())
                .endsWith("At a hit ratio of 95.0 % this is not a cache problem, and to change the cache could only"
                        + " cost hits.");
    }

    @Test
    void theWebhookIsCalledForWhatNoCacheCanCure() {
        Decision decision = webhook(AUTO);

        Errand errand = ((CallOut) decision).errand();
        assertThat(errand.symptom()).isEqualTo("no-cache");
        assertThat(errand.request().metrics().sketches()).isNull();
        assertThat(decision.result().phase()).isEqualTo(Phase.STARTED);
        assertThat(errand.answered("It answered 200.", T0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(errand.answered("It answered 200.", T0).before()).isNotNull();
        assertThat(errand.failed("It answered 500.", T0).verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void itIsNotCalledAgainSoonNorInDryRun() {
        rest = new Rest("a-1", Verdict.INCONCLUSIVE, 0, T0 + 60_000);

        assertThat(webhook(AUTO).result().reason())
                .endsWith("Endpoint storefront GET /api/products/{id} rests for another 60 s after action a-1, which"
                        + " ended INCONCLUSIVE.");
        rest = null;
        assertThat(webhook(Policy.defaults()).result().reason())
                .endsWith("In mode AUTO it would call the webhook; in mode DRY_RUN nothing is done.");
    }

    private Decision webhook(Policy policy) {
        return decider(policy, WITH_WEBHOOK).decide(brokenCache().withoutCache().asksFor(ERROR, 0), new Known(), T0);
    }

    private Treatment treatmentOf(Traffic traffic, Policy policy) {
        return decide(traffic, LATENCY, policy).action().orElseThrow().treatment();
    }

    private Decision decide(Traffic traffic, AlertKind kind, Policy policy) {
        return decider(policy, StrategySettings.DEFAULT).decide(traffic.asksFor(kind, 0), new Known(), T0);
    }

    /** What the test says is known. */
    private final class Known implements Situation {
        @Override
        public Optional<CacheControl> steered(String namespace) {
            return Optional.ofNullable(steered);
        }

        @Override
        public Optional<Action> runningOn(String namespace) {
            return Optional.empty();
        }

        @Override
        public Optional<Rest> rest(String namespace) {
            return Optional.ofNullable(rest);
        }
    }

    /** That takes the preferred one. */
    private static Decider decider(Policy policy, StrategySettings settings) {
        return new Decider(policy, Strategies.load(policy, settings, Decider.class.getClassLoader()), Chooser.FIRST);
    }
}
