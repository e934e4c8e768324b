package dev.flyball.optimizer.action;

import static dev.flyball.optimizer.Traffic.PRODUCTS;
import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.optimizer.Traffic.traffic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.Verdict;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.sketch.LatencySketch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The course of an action: what is treated when, and how it ends. */
class RunningTest {
    private static final Staging QUICK = Staging.DEFAULT.withBaselineLooks(1);

    private Progress progress = Actions.action(Objective.RESPONSE_TIME, QUICK).begin();
    private int second;

    @Test
    void whatHelpsIsGivenToMoreAndMoreKeysAndThenToAll() {
        assertThat(running().permille()).isZero();

        look(60, 800, 540, 800);
        assertThat(running().permille()).isEqualTo(100);
        look(60, 5, 540, 800);
        assertThat(running().permille()).isEqualTo(500);
        look(300, 5, 300, 800);

        Finished finished = finished();
        assertThat(finished.verdict()).isEqualTo(Verdict.IMPROVED);
        OptimizationResult result = finished.result();
        assertThat(result.method()).isEqualTo("control-group");
        assertThat(result.permille()).isEqualTo(1000);
        assertThat(result.treated()).extracting("count").isEqualTo(60L);
        assertThat(result.control()).extracting("count").isEqualTo(540L);
        assertThat(result.effect().improvement()).isBetween(0.98, 1.0);
        assertThat(result.effect().lower())
                .isLessThan(result.effect().improvement())
                .isPositive();
        assertThat(result.improvements().get("p95")).isBetween(0.98, 1.0);
        assertThat(result.reason())
                .matches(
                        "The response time of treated keys is 99\\.4 % better \\(96 % sure: \\S+ to \\S+ %\\): geometric"
                                + " mean 5\\.0 against 800\\.\\d ms, p95 9 against 1\\d{3} ms, 60 treated and 540 other requests"
                                + " in 1 window; before the treatment geometric mean 80\\d.* in 1 window\\.");
    }

    @Test
    void harmIsTakenBackWhileATenthOfTheKeysIsTreated() {
        look(60, 80, 540, 80);
        look(60, 200, 540, 80);

        assertThat(finished().verdict()).isEqualTo(Verdict.WORSENED);
        assertThat(finished().result().permille()).isEqualTo(100);
        assertThat(finished().reason()).startsWith("Treated requests took 150.");
    }

    @Test
    void errorsAreHarmHoweverFastTheyAre() {
        look(60, 80, 540, 80);
        look(60, 5, 540, 80, 20);

        assertThat(finished().verdict()).isEqualTo(Verdict.WORSENED);
        assertThat(finished().reason()).contains("more of the treated requests failed than of the others");
    }

    @Test
    void whatIsSurelyNoImprovementHasNoEffectHoweverMuchBothSidesImprove() {
        look(600, 800, 5_400, 800);
        for (int i = 0; i < 18 && progress instanceof Running; i++) {
            look(600, 87, 5_400, 80);
        }

        assertThat(finished().verdict()).isEqualTo(Verdict.NO_EFFECT);
    }

    @Test
    void whatNobodyCanTellIsInconclusiveInTheEnd() {
        look(20, 800, 180, 800);
        for (int i = 0; i < 18; i++) {
            assertThat(progress).isInstanceOf(Running.class);
            look(20, i % 2 == 0 ? 700 : 880, 180, 800);
        }

        assertThat(finished().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aDifferenceThatWasThereBeforeIsNotTheEffect() {
        look(60, 20, 540, 80);
        look(60, 20, 540, 80);

        assertThat(progress).isInstanceOf(Running.class);
        assertThat(running().permille()).isEqualTo(100);
    }

    @Test
    void keysThatNobodyReadsAreDrawnAgain() {
        int salt = salt();
        look(0, 1, 600, 80);

        assertThat(running().number()).isEqualTo(1);
        assertThat(running().permille()).isZero();
        assertThat(salt()).isNotEqualTo(salt);
    }

    @Test
    void keysThatEverybodyReadsAreDrawnAgain() {
        look(300, 80, 300, 80);

        assertThat(running().number()).isEqualTo(1);
    }

    @Test
    void fewRequestsProveNothing() {
        for (int i = 0; i < 18; i++) {
            assertThat(progress).isInstanceOf(Running.class);
            look(i == 5 ? 1 : 0, 800, 5, 800);
        }

        assertThat(finished().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finished().reason()).startsWith("Only 1 requests read keys that would be treated, fewer than 20.");
    }

    @Test
    void anotherShareOfRequestsThanBeforeIsInvalid() {
        look(600, 800, 5_400, 800);
        look(150, 750, 5_850, 800);

        assertThat(finished().verdict()).isEqualTo(Verdict.INVALID);
        assertThat(finished().reason()).startsWith("The share of treated requests went from 10.0 % to 2.5 %");
    }

    @Test
    void aDeployInTheMiddleIsInvalidHoweverMuchBetterItIsThen() {
        lookAt("old", 60, 800, 540);
        lookAt("new", 60, 5, 540);

        assertThat(finished().verdict()).isEqualTo(Verdict.INVALID);
        assertThat(finished().reason())
                .startsWith("Instances were replaced meanwhile, as by a deploy: 100.0 % of those");
        assertThat(finished().reward()).isEmpty();
    }

    @Test
    void aDeployWhileMoreKeysAreTreatedTakesAllBack() {
        lookAt("old", 60, 800, 540);
        lookAt("old", 60, 5, 540);
        assertThat(running().permille()).isEqualTo(500);

        lookAt("new", 300, 5, 300);

        assertThat(finished().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void requestsOfAnotherStepDoNotCountForThisOne() {
        String drawing = tag();
        look(60, 800, 540, 800);
        Running treating = running();

        progress = progress.on(window("a-2.1", 60, 5, 540, 800, 0, 0), T0);
        assertThat(progress).isSameAs(treating);
        progress = progress.on(window(drawing, 60, 5, 540, 800, 0, 0), T0);
        assertThat(running().steps().get(1).windows()).isEmpty();
        assertThat(running().steps().get(0).looks()).isEqualTo(2);
    }

    @Test
    void aCorrectedWindowReplacesItself() {
        Running before = running();
        progress = new Running(Actions.action(Objective.RESPONSE_TIME, Staging.DEFAULT), before.steps(), null);
        String tag = tag();
        progress = progress.on(window(tag, 60, 800, 540, 800, 0, 1), T0);
        Progress first = progress;
        progress = progress.on(window(tag, 60, 900, 540, 800, 0, 0), T0);
        assertThat(progress).isEqualTo(first);

        progress = progress.on(window(tag, 61, 800, 540, 800, 0, 2), T0);

        assertThat(running().steps().get(0).windows())
                .singleElement()
                .satisfies(
                        window -> assertThat(window.treated().totals().count()).isEqualTo(61));
    }

    @Test
    void aHigherHitRatioIsProvenByTheMissesThatItSpares() {
        progress = Actions.action(Objective.HIT_RATIO, QUICK).begin();
        lookAtHits(600, 300, 5_400, 2_700);
        lookAtHits(600, 540, 5_400, 2_700);
        assertThat(running().permille()).isEqualTo(500);
        lookAtHits(3_000, 2_700, 3_000, 1_500);

        OptimizationResult result = finished().result();
        assertThat(result.verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(result.effect().figure()).isEqualTo("missRatio");
        assertThat(result.effect().improvement()).isCloseTo(0.8, within(0.001));
        assertThat(result.effect().standardError()).isBetween(0.05, 0.15);
        assertThat(result.reason())
                .startsWith("The share of misses of treated keys is 80.0 % better")
                .contains("60 of 600 against 2700 of 5400 requests missed the cache");
    }

    @Test
    void theControlRecordsFollowTheSteps() {
        CacheControl drawing = control(null);
        assertThat(drawing.mode()).isEqualTo(CacheMode.NORMAL);
        assertThat(drawing.cohort().permille()).isEqualTo(100);
        assertThat(drawing.until()).isEqualTo(T0 + 60_000);

        look(60, 800, 540, 800);
        CacheControl treating = control(drawing);
        assertThat(treating.mode()).isEqualTo(CacheMode.SERVE_STALE);
        assertThat(treating.cohort()).isEqualTo(drawing.cohort());

        look(60, 5, 540, 800);
        CacheControl wider = control(treating);
        assertThat(wider.cohort().permille()).isEqualTo(500);
        assertThat(wider.cohort().salt()).isEqualTo(drawing.cohort().salt());

        look(300, 5, 300, 800);
        CacheControl all =
                finished().steer(new NamespaceControl(PRODUCTS, wider, T0)).orElseThrow();
        assertThat(all.cohort().permille()).isEqualTo(1000);
        assertThat(all.until()).isEqualTo(T0 + 120_000);
        assertThat(List.of(drawing, treating, wider, all))
                .extracting(CacheControl::version)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(List.of(drawing, treating, wider, all))
                .extracting(CacheControl::action)
                .containsExactly("a-1.0", "a-1.1", "a-1.2", "a-1.3");
    }

    @Test
    void anInvalidationIsTriedOnTheCohortAndCanBeTakenBack() {
        Action action = Actions.action(Objective.ERROR_RATE, QUICK);
        progress = action.begin();
        CacheControl drawing = control(null);
        look(60, 80, 540, 80);
        CacheControl treating = control(drawing);

        assertThat(drawing.cohortFresh()).isNull();
        assertThat(treating.cohortFresh()).isEqualTo(action.treatment().freshFrom());
        assertThat(treating.minUsable()).isEqualTo(drawing.minUsable());

        Finished silent = running().silent(T0 + 60_000);
        CacheControl back = silent.steer(new NamespaceControl(PRODUCTS, treating, T0 + 60_000))
                .orElseThrow();
        assertThat(back.cohortFresh()).isNull();
        assertThat(back.minUsable()).isEqualTo(drawing.minUsable());
        assertThat(back.nextEpoch())
                .as("what the cohort has stored must not outlive the next invalidation")
                .isGreaterThan(action.treatment().freshFrom());
    }

    @Test
    void whatSomebodyElseHasOrderedSinceStays() {
        CacheControl foreign =
                new CacheControl(1, PRODUCTS, null, 9, 7, 7, CacheMode.BYPASS, 1, Cohort.ALL, 0, null, "by hand");

        Finished disturbed = running().disturbed("by hand", T0);

        assertThat(disturbed.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(disturbed.steer(new NamespaceControl(PRODUCTS, foreign, T0))).isEmpty();
    }

    @Test
    void aRunningActionSurvivesBeingStored() {
        look(60, 800, 540, 800);

        assertThat(EventJson.read(EventJson.write(progress), Running.class)).isEqualTo(progress);
    }

    @Test
    void aStageTellsBothArms() {
        look(60, 800, 540, 800);
        look(60, 5, 540, 800);

        OptimizationResult staged = running().begun(T0);

        assertThat(staged.phase()).isEqualTo(Phase.STAGED);
        assertThat(staged.permille()).isEqualTo(500);
        assertThat(staged.reason()).startsWith("50 % of the keys are treated from now on. The response time of");
        assertThat(staged.treated()).isNotNull();
    }

    @Test
    void whatDidNotHelpIsRepeatedEverMoreRarely() {
        Finished useless =
                new Finished(running().action(), Verdict.NO_EFFECT, 2, Figures.none(100, Verdict.NO_EFFECT), "", T0);
        Finished useful =
                new Finished(running().action(), Verdict.IMPROVED, 3, Figures.none(1000, Verdict.IMPROVED), "", T0);
        Duration cooldown = Duration.ofMinutes(5);
        Duration longest = Duration.ofMinutes(15);

        Rest first = Rest.after(useless, null, cooldown, longest);
        Rest second = Rest.after(useless, first, cooldown, longest);
        Rest third = Rest.after(useful, second, cooldown, longest);

        assertThat(first.until() - T0).isEqualTo(Duration.ofMinutes(10).toMillis());
        assertThat(second.until() - T0).isEqualTo(longest.toMillis());
        assertThat(third.failures()).isZero();
        assertThat(third.until()).isEqualTo(T0 + 120_000);
    }

    private void look(int treated, double treatedMs, int others, double othersMs) {
        look(treated, treatedMs, others, othersMs, 0);
    }

    private void look(int treated, double treatedMs, int others, double othersMs, int errors) {
        progress = progress.on(window(tag(), treated, treatedMs, others, othersMs, errors, 0), T0 + second * 1000L);
        second += 10;
    }

    private void lookAt(String version, int treated, double treatedMs, int others) {
        progress = progress.on(
                traffic()
                        .arm(tag(), Arm.TREATED, treated, 0, treatedMs)
                        .arm(tag(), Arm.CONTROL, others, 0, 800)
                        .answeredBy(List.of(version + "-1", version + "-2", version + "-3"))
                        .windowAt(second),
                T0 + second * 1000L);
        second += 10;
    }

    private void lookAtHits(int treated, int treatedHits, int others, int otherHits) {
        progress = progress.on(
                traffic()
                        .arm(tag(), Arm.TREATED, 0, treatedHits, alike(treated))
                        .arm(tag(), Arm.CONTROL, 0, otherHits, alike(others))
                        .windowAt(second),
                T0 + second * 1000L);
        second += 10;
    }

    private static LatencySketch alike(int count) {
        LatencySketch times = new LatencySketch();
        for (int i = 0; i < count; i++) {
            times.add(20_000);
        }
        return times;
    }

    private EndpointMetrics window(
            String tag, int treated, double treatedMs, int others, double othersMs, int errors, int revision) {
        long start = T0 + second * 1000L;
        return traffic()
                .arm(tag, Arm.TREATED, treated, errors, treatedMs)
                .arm(tag, Arm.CONTROL, others, 0, othersMs)
                .window(start, start + 10_000, revision);
    }

    private CacheControl control(CacheControl last) {
        return running().steer(new NamespaceControl(PRODUCTS, last, T0));
    }

    private String tag() {
        return running().action().tag(running().number());
    }

    private int salt() {
        return running().steps().get(0).cohort().salt();
    }

    private Running running() {
        assertThat(progress).isInstanceOf(Running.class);
        return (Running) progress;
    }

    private Finished finished() {
        assertThat(progress).isInstanceOf(Finished.class);
        return (Finished) progress;
    }
}
