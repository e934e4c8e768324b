package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.Traffic.PRODUCTS;
import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.optimizer.Traffic.brokenCache;
import static dev.flyball.optimizer.Traffic.healthy;
import static dev.flyball.optimizer.Traffic.slowOrigin;
import static dev.flyball.optimizer.Traffic.traffic;
import static dev.flyball.schemas.AlertKind.ERROR;
import static dev.flyball.schemas.AlertKind.LATENCY;
import static dev.flyball.schemas.CacheOutcome.L1;
import static dev.flyball.schemas.CacheOutcome.MISS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.optimizer.Policies;
import dev.flyball.optimizer.Traffic;
import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Selection;
import dev.flyball.schemas.TrafficTier;
import dev.flyball.schemas.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From a request to a decision, with and without something that speaks against it. */
class DeciderTest {
    private static final Policy AUTO = Policies.invalidateOrServeStale(Mode.AUTO);
    private static final Endpoint OTHER = new Endpoint("storefront", "GET /api/search");

    private final Known known = new Known();
    private long now = T0;

    @Test
    void wrongValuesAreInvalidated() {
        Action action = acts(AUTO, brokenCache().asksFor(ERROR, 0));

        assertThat(action.strategy()).isEqualTo("invalidate");
        assertThat(action.treatment().freshFrom()).isEqualTo(T0);
        assertThat(action.treatment().mode()).isEqualTo(CacheMode.NORMAL);
        assertThat(action.objective()).isEqualTo(Objective.ERROR_RATE);
    }

    @Test
    void aSlowOriginIsSparedForAWhile() {
        Action action = acts(AUTO, slowOrigin().asksFor(LATENCY, 0));

        assertThat(action.strategy()).isEqualTo("serve-stale");
        assertThat(action.treatment().mode()).isEqualTo(CacheMode.SERVE_STALE);
        assertThat(action.treatment().lastsMs()).isEqualTo(120_000);
        assertThat(action.treatment().freshFrom()).isZero();
    }

    @Test
    void aChangeBeginsWhenItIsMadeAndNotWhenItWasAskedFor() {
        now = T0 + 7_000;

        Action action = acts(AUTO, slowOrigin().asksFor(LATENCY, 0));

        assertThat(action.startedAt()).isEqualTo(T0 + 7_000);
    }

    @Test
    void aRequestThatComesLateChangesNothing() {
        now = T0 + 31_000;

        Decline decline = declines(AUTO, brokenCache().asksFor(ERROR, 0));

        assertThat(decline.kind()).isEqualTo("outdated");
        assertThat(decline.reason()).contains("31 s old");
    }

    @Test
    void theDefaultIsToSayWhatWouldBeDone() {
        Decline decline = declines(Policy.defaults(), brokenCache().asksFor(ERROR, 0));

        assertThat(decline.kind()).isEqualTo("dry-run");
        assertThat(decline.reason())
                .contains("60 of 200 hits (30.0 %)")
                .endsWith("In mode AUTO it would invalidate namespace products; in mode DRY_RUN nothing is done.");
    }

    @Test
    void eachStrategyHasItsMode() {
        Policy policy = AUTO.withMode("invalidate", Mode.OFF).withMode("invalidate-soft", Mode.OFF);

        assertThat(declines(policy, brokenCache().asksFor(ERROR, 0)).kind()).isEqualTo("off");
        assertThat(acts(policy, slowOrigin().asksFor(LATENCY, 0)).strategy()).isEqualTo("serve-stale");
    }

    @Test
    void aStrategyThatIsSwitchedOffLeavesItsPlaceToTheNext() {
        Policy policy = AUTO.withMode("coalesce", Mode.AUTO).withMode("serve-stale", Mode.OFF);

        assertThat(acts(policy, slowOrigin().asksFor(LATENCY, 0)).strategy()).isEqualTo("coalesce");
    }

    @Test
    void aModeForAnUnknownStrategyIsAMistake() {
        assertThatThrownBy(() -> Decider.of(AUTO.withMode("serve-stael", Mode.AUTO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'serve-stael'")
                .hasMessageContaining("invalidate, invalidate-soft, no-action");
    }

    @Test
    void whatNoStrategyAnswersIsDeclinedWithTheDiagnosis() {
        Decline decline = declines(AUTO, healthy().asksFor(ERROR, 0));

        assertThat(decline.kind()).isEqualTo("no-evidence");
        OptimizationResult result = decline.result();
        assertThat(result.phase()).isEqualTo(OptimizationResult.Phase.DECLINED);
        assertThat(result.type()).isEqualTo("no-action");
        assertThat(result.reason()).isEqualTo("None of the 200 requests in the window has failed.");
        assertThat(result.before()).isNotNull();
        assertThat(result.before().hitRatio()).isEqualTo(0.9);
    }

    @Test
    void aProtectedNamespaceIsNotTouched() {
        Policy policy = AUTO.withProtectedNamespaces(Set.of(PRODUCTS));

        assertThat(declines(policy, brokenCache().asksFor(ERROR, 0)).kind()).isEqualTo("protected");
    }

    @Test
    void oneActionAtATimeOnANamespace() {
        known.running = acts(AUTO, brokenCache().asksFor(ERROR, 0));

        Decline decline = declines(
                AUTO,
                Traffic.of(OTHER).with(L1, 100, 90, 2).with(MISS, 50, 0, 2).asksFor(ERROR, 4));

        assertThat(decline.kind()).isEqualTo("running");
        assertThat(decline.reason()).contains(known.running.id()).contains("began 4 s ago");
    }

    @Test
    void aNamespaceRestsUntilItsCooldownIsOver() {
        known.rest = new Rest("a-1", Verdict.NO_EFFECT, 1, T0 + 10_000);

        assertThat(declines(AUTO, brokenCache().asksFor(ERROR, 9)).reason())
                .endsWith("Namespace products rests for another 1 s after action a-1, which ended NO_EFFECT.");
        assertThat(acts(AUTO, brokenCache().asksFor(ERROR, 10)).namespace()).isEqualTo(PRODUCTS);
    }

    @Test
    void anOriginThatFailsIsSparedAsWell() {
        Action action =
                acts(AUTO, traffic().with(L1, 200, 0, 2).with(MISS, 40, 20, 20).asksFor(ERROR, 0));

        assertThat(action.strategy()).isEqualTo("serve-stale");
        assertThat(action.objective()).isEqualTo(Objective.ERROR_RATE);
    }

    @Test
    void aModeSetByHandIsNotReplaced() {
        known.steered = control(3, CacheMode.BYPASS, null, 0);

        assertThat(declines(AUTO, slowOrigin().asksFor(LATENCY, 1)).kind()).isEqualTo("already-special");
        assertThat(declines(AUTO, brokenCache().asksFor(ERROR, 1)).kind()).isEqualTo("already-special");
    }

    @Test
    void aModeWhoseTimeIsOverDoesNotCount() {
        known.steered = control(3, CacheMode.BYPASS, null, T0);

        assertThat(acts(AUTO, slowOrigin().asksFor(LATENCY, 1)).treatment().mode())
                .isEqualTo(CacheMode.SERVE_STALE);
    }

    @Test
    void someRequestsAreHeldOutAndTheEventSaysHowLikelyThatWas() {
        List<Decision> decisions = decisions(AUTO.withHoldOut(0.5));

        assertThat(decisions).hasAtLeastOneElementOfType(Act.class).hasAtLeastOneElementOfType(Decline.class);
        assertThat(decisions).allSatisfy(decision -> {
            Selection selection = decision.result().selection();
            assertThat(selection.symptom()).isEqualTo("slow-origin");
            assertThat(selection.tier()).isEqualTo(TrafficTier.LOW);
            assertThat(selection.propensities())
                    .containsEntry("serve-stale", 0.5)
                    .containsEntry("no-action", 0.5);
        });
        assertThat(decisions)
                .filteredOn(Decline.class::isInstance)
                .allSatisfy(held -> assertThat(held.kind()).isEqualTo("held-out"))
                .allSatisfy(
                        held -> assertThat(held.result().reason())
                                .endsWith(
                                        "Drawn was no-action, out of serve-stale 50 % (0 tries, +20.0 % expected), no-action 50 %."));
    }

    @Test
    void whatAGuardForbidsIsNotAMatterOfChance() {
        List<Decision> decisions = decisions(AUTO.withHoldOut(0.5).withProtectedNamespaces(Set.of(PRODUCTS)));

        assertThat(decisions).extracting(Decision::kind).containsOnly("protected");
        assertThat(decisions)
                .allSatisfy(
                        decision -> assertThat(decision.result().selection()).isNull());
    }

    @Test
    void theIdFollowsFromTheRequest() {
        OptimizationRequest request = brokenCache().asksFor(ERROR, 0);

        assertThat(acts(AUTO, request).id()).isEqualTo(acts(AUTO, request).id()).startsWith("a-");
        assertThat(acts(AUTO, brokenCache().asksFor(ERROR, 1)).id())
                .isNotEqualTo(acts(AUTO, request).id());
    }

    private List<Decision> decisions(Policy policy) {
        return IntStream.range(0, 30)
                .mapToObj(second -> slowOrigin().asksFor(LATENCY, second))
                .map(request -> Decider.of(policy).decide(request, known, request.timestamp()))
                .toList();
    }

    private Action acts(Policy policy, OptimizationRequest request) {
        Decision decision = Decider.of(policy).decide(request, known, Math.max(now, request.timestamp()));
        return decision.action().orElseThrow(() -> new AssertionError(decision));
    }

    private Decline declines(Policy policy, OptimizationRequest request) {
        Decision decision = Decider.of(policy).decide(request, known, Math.max(now, request.timestamp()));
        assertThat(decision).isInstanceOf(Decline.class);
        return (Decline) decision;
    }

    private static CacheControl control(long version, CacheMode mode, @Nullable String action, long until) {
        return new CacheControl(1, PRODUCTS, null, version, 5, 5, mode, 1, Cohort.ALL, until, action, "testing");
    }

    /** What the test says is known. */
    private static final class Known implements Situation {
        private @Nullable CacheControl steered;
        private @Nullable Action running;
        private @Nullable Rest rest;

        @Override
        public Optional<CacheControl> steered(String namespace) {
            return Optional.ofNullable(steered);
        }

        @Override
        public Optional<Action> runningOn(String namespace) {
            return Optional.ofNullable(running)
                    .filter(action -> action.namespace().equals(namespace));
        }

        @Override
        public Optional<Rest> rest(String namespace) {
            return Optional.ofNullable(rest);
        }
    }
}
