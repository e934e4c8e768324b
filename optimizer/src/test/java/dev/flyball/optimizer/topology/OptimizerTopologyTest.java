package dev.flyball.optimizer.topology;

import static dev.flyball.optimizer.Traffic.PRODUCT;
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
import static dev.flyball.schemas.OptimizationResult.Phase.DECLINED;
import static dev.flyball.schemas.OptimizationResult.Phase.FINISHED;
import static dev.flyball.schemas.OptimizationResult.Phase.STAGED;
import static dev.flyball.schemas.OptimizationResult.Phase.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.optimizer.Policies;
import dev.flyball.optimizer.Traffic;
import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.TrafficTier;
import dev.flyball.schemas.Verdict;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole optimizer on the test driver: events in, events out. */
class OptimizerTopologyTest {
    private static final Policy AUTO = Policies.invalidateOrServeStale(Mode.AUTO)
            .withStaging(Staging.DEFAULT.withBaselineLooks(1).withMinSamples(10));
    private static final Endpoint SEARCH = new Endpoint("storefront", "GET /api/search");

    @TempDir
    Path stateDirs;

    private OptimizerDriver optimizer;

    @BeforeEach
    void start() {
        optimizer = driver("first", AUTO);
    }

    @AfterEach
    void close() {
        optimizer.close();
    }

    @Test
    void aBrokenCacheIsInvalidatedStageByStageAndTheEffectIsTold() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));

        CacheControl drawing = optimizer.control();
        assertThat(drawing.namespace()).isEqualTo(PRODUCTS);
        assertThat(drawing.cohortFresh()).isNull();
        OptimizationResult started = optimizer.result();
        assertThat(started.phase()).isEqualTo(STARTED);
        assertThat(started.type()).isEqualTo("invalidate");
        assertThat(started.before()).extracting("count", "errorRate").containsExactly(240L, 0.25);

        look(drawing, 0, 30, 270);
        CacheControl tenth = optimizer.control();
        assertThat(tenth.cohortFresh()).isEqualTo(T0);
        look(tenth, 10, 0, 270);
        CacheControl half = optimizer.control();
        assertThat(half.cohort().permille()).isEqualTo(500);
        assertThat(half.minUsable()).isZero();
        look(half, 20, 0, 270);
        CacheControl all = optimizer.control();
        assertThat(all.minUsable()).isEqualTo(T0);

        List<OptimizationResult> told = optimizer.results();
        assertThat(told).extracting(OptimizationResult::phase).containsExactly(STAGED, STAGED, FINISHED);
        assertThat(told).extracting(OptimizationResult::permille).containsExactly(100, 500, 1000);
        OptimizationResult finished = told.get(2);
        assertThat(finished.id()).isEqualTo(started.id());
        assertThat(finished.verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(finished.method()).isEqualTo("control-group");
        assertThat(finished.treated()).extracting("count", "errorRate").containsExactly(60L, 0.0);
        assertThat(finished.control()).extracting("count", "errorRate").containsExactly(540L, 0.5);
        assertThat(finished.effect().lower()).isPositive();
    }

    @Test
    void aSlowOriginIsSparedByStaleValuesForAWhile() {
        improveResponseTimes();

        CacheControl control = optimizer.lastControl();
        assertThat(control.mode()).isEqualTo(CacheMode.SERVE_STALE);
        assertThat(control.cohort()).isEqualTo(Cohort.ALL);
        assertThat(control.until()).isEqualTo(T0 + 30_000 + 120_000);
        List<OptimizationResult> told = optimizer.results();
        assertThat(told.get(told.size() - 1).verdict()).isEqualTo(Verdict.IMPROVED);
    }

    @Test
    void whatHelpedIsRenewedWhenItHasEnded() {
        improveResponseTimes();
        optimizer.controls();
        optimizer.results();

        optimizer.ask(slowOrigin().asksFor(LATENCY, 149));
        optimizer.ask(slowOrigin().asksFor(LATENCY, 150));

        assertThat(optimizer.results()).extracting(OptimizationResult::phase).containsExactly(DECLINED, STARTED);
        assertThat(optimizer.controls()).hasSize(1);
    }

    @Test
    void harmIsTakenBack() {
        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));
        look(optimizer.control(), 0, 0, 0);
        look(optimizer.control(), 10, 50, 0);

        assertThat(optimizer.control().mode()).isEqualTo(CacheMode.NORMAL);
        assertThat(optimizer.results())
                .extracting(OptimizationResult::verdict)
                .containsExactly(null, null, Verdict.WORSENED);
    }

    @Test
    void eachLookRenewsTheControlRecordAndNothingElseDoes() {
        optimizer = replaced(AUTO.withStaging(Staging.DEFAULT));
        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));
        CacheControl first = optimizer.control();
        optimizer.clockIs(T0 + 10_000);
        look(first, 0, 0, 0);
        CacheControl renewed = optimizer.control();
        optimizer.wait(59);

        assertThat(renewed.version()).isEqualTo(first.version() + 1);
        assertThat(renewed.until()).isEqualTo(first.until() + 10_000);
        assertThat(renewed.cohort()).isEqualTo(first.cohort());
        assertThat(renewed.action()).isEqualTo(first.action());
        assertThat(optimizer.controls()).isEmpty();
    }

    @Test
    void anActionThatNobodyTellsOfEnds() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        optimizer.controls();

        optimizer.wait(61);

        assertThat(optimizer.control().until()).isEqualTo(T0 + 61_000);
        assertThat(optimizer.results()).extracting(OptimizationResult::verdict).containsExactly(null, Verdict.INVALID);
    }

    @Test
    void neitherEventsFromTheFutureNorAJumpOfTheClockEndAnything() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        CacheControl drawing = optimizer.control();
        optimizer.measure(traffic().with(L1, 100, 0, 2).windowAt(1_000_000));
        optimizer.measure(Traffic.of(SEARCH).with(L1, 100, 0, 2).windowAt(2_000_000));
        optimizer.clockIs(T0 + 3_600_000);
        optimizer.wait(2);
        assertThat(optimizer.results()).hasSize(1);

        look(drawing, 0, 30, 270);

        assertThat(optimizer.control().until()).isEqualTo(T0 + 3_602_000 + 60_000);
        assertThat(optimizer.result().phase()).isEqualTo(STAGED);
    }

    @Test
    void aRequestFromFarAheadIsNoAnswerToThoseThatCome() {
        optimizer.askAsItIs(brokenCache().asksFor(ERROR, 400));
        assertThat(optimizer.results()).isEmpty();

        optimizer.ask(brokenCache().asksFor(ERROR, 1));

        assertThat(optimizer.result().phase()).isEqualTo(STARTED);
    }

    @Test
    void whatSomebodyElseOrdersEndsTheActionAndStays() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        optimizer.controls();

        optimizer.steer(byHand(41, 7), T0);
        optimizer.wait(1);

        assertThat(optimizer.controls()).isEmpty();
        assertThat(optimizer.results()).extracting(OptimizationResult::verdict).containsExactly(null, Verdict.INVALID);
    }

    @Test
    void allThatConcernsANamespaceGoesToItsOwner() {
        Traffic search = Traffic.of(SEARCH).with(L1, 100, 60, 2).with(MISS, 50, 0, 2);
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        optimizer.ask(search.asksFor(ERROR, 1));
        optimizer.measure(brokenCache().windowAt(0));
        look(optimizer.control(), 0, 30, 270);

        assertThat(optimizer.keysOfNamespaceEvents()).containsExactly(PRODUCTS, PRODUCTS, PRODUCTS);
    }

    @Test
    void aDryRunSaysWhatItWouldHaveDone() {
        restartWith(Policy.defaults());

        optimizer.ask(brokenCache().asksFor(ERROR, 0));

        assertThat(optimizer.controls()).isEmpty();
        OptimizationResult declined = optimizer.result();
        assertThat(declined.phase()).isEqualTo(DECLINED);
        assertThat(declined.reason()).contains("60 of 200 hits").contains("would invalidate namespace products");
    }

    @Test
    void theSameAnswerIsGivenOncePerAlert() {
        restartWith(Policy.defaults());

        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        optimizer.ask(brokenCache().asksFor(ERROR, 10));
        optimizer.ask(healthy().asksFor(ERROR, 20));
        optimizer.ask(healthy().asksFor(ERROR, "alert-2", 30));

        assertThat(optimizer.results())
                .extracting(OptimizationResult::request)
                .containsExactly("alert-1/0", "alert-1/20", "alert-2/30");
    }

    @Test
    void aSecondRequestForTheNamespaceWaitsForTheFirst() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        optimizer.ask(
                Traffic.of(SEARCH).with(L1, 100, 60, 2).with(MISS, 50, 0, 2).asksFor(ERROR, 2));

        assertThat(optimizer.controls()).hasSize(1);
        assertThat(optimizer.results()).extracting(OptimizationResult::phase).containsExactly(STARTED, DECLINED);
    }

    @Test
    void versionsAndEpochsGoOnFromWhatOthersWrote() {
        long ahead = T0 + 99_000;
        optimizer.steer(byHand(41, ahead), T0 - 1000);
        optimizer.steer(byHand(40, ahead - 1), T0);

        optimizer.ask(brokenCache().asksFor(ERROR, 0));

        CacheControl drawing = optimizer.control();
        assertThat(drawing).extracting("version", "minFresh").containsExactly(42L, ahead);
        look(drawing, 0, 30, 270);
        assertThat(optimizer.control()).extracting("version", "cohortFresh").containsExactly(43L, ahead + 1);
    }

    @Test
    void aRepeatedRequestIsAnsweredOnce() {
        OptimizationRequest request = brokenCache().asksFor(ERROR, 0);
        optimizer.ask(request);
        optimizer.wait(61);
        optimizer.ask(request);

        assertThat(optimizer.results()).extracting(OptimizationResult::phase).containsExactly(STARTED, FINISHED);
    }

    @Test
    void aRunningActionContinuesAfterARestart() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        CacheControl drawing = optimizer.control();
        look(drawing, 0, 30, 270);
        CacheControl tenth = optimizer.control();
        String id = optimizer.result().id();

        OptimizerDriver restarted = driver("second", AUTO);
        optimizer.handStateTo(restarted);
        optimizer.close();
        optimizer = restarted;
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        look(tenth, 10, 0, 270);

        assertThat(optimizer.result()).satisfies(staged -> {
            assertThat(staged.id()).isEqualTo(id);
            assertThat(staged.permille()).isEqualTo(500);
        });
        // What was written before is not read back yet.
        assertThat(optimizer.control().version()).isEqualTo(tenth.version() + 1);
        assertThat(optimizer.controls()).isEmpty();
    }

    @Test
    void whatHelpedIsToldAndKnownTheNextTime() {
        improveResponseTimes();

        ActionScore score = optimizer.scores().get(0);
        assertThat(score.key()).isEqualTo("serve-stale|slow-origin|LOW|0");
        assertThat(score).extracting("tries", "effect").containsExactly(1L, 0.5);
        optimizer.results();
        optimizer.ask(slowOrigin().asksFor(LATENCY, 150));
        assertThat(optimizer.result().selection()).satisfies(selection -> {
            assertThat(selection.symptom()).isEqualTo("slow-origin");
            assertThat(selection.propensities())
                    .containsEntry("serve-stale", 1.0)
                    .containsEntry("no-action", 0.0);
            assertThat(selection.reason()).contains("serve-stale 100 % (1 try, ");
        });
    }

    @Test
    void lessonsAreNotLostByARestartAndAddUpWithThoseOfOthers() {
        improveResponseTimes();
        OptimizerDriver restarted = driver("second", AUTO);
        optimizer.handStateTo(restarted);
        optimizer.close();
        optimizer = restarted;
        optimizer.tell(new ActionScore(1, "serve-stale", "slow-origin", TrafficTier.LOW, 3, 6, 300, 0.3, T0));

        improveResponseTimes("alert-2", 150);

        assertThat(optimizer.scores()).singleElement().satisfies(score -> {
            assertThat(score.partition()).isZero();
            assertThat(score.tries()).isEqualTo(2);
        });
        optimizer.results();
        optimizer.ask(slowOrigin().asksFor(LATENCY, "alert-3", 301));
        assertThat(optimizer.result().selection().reason()).contains("(8 tries, ");
    }

    @Test
    void whatHasDoneHarmIsNotDoneAgain() {
        optimizer.tell(new ActionScore(1, "serve-stale", "slow-origin", TrafficTier.LOW, 3, 2, 130, -0.3, T0));

        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));

        assertThat(optimizer.controls()).isEmpty();
        assertThat(optimizer.result()).satisfies(declined -> {
            assertThat(declined.type()).isEqualTo("no-action");
            assertThat(declined.reason()).contains("Drawn was no-action").contains("disabled");
            assertThat(declined.selection().propensities()).containsEntry("no-action", 1.0);
        });
    }

    @Test
    void whatFoundNothingOutIsNoTry() {
        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));
        optimizer.wait(61);

        assertThat(optimizer.results()).extracting(OptimizationResult::verdict).contains(Verdict.INVALID);
        assertThat(optimizer.scores()).isEmpty();
    }

    @Test
    void garbageIsSkippedOnAllInputs() {
        optimizer.garbage("{\"schemaVersion\":1,".getBytes(StandardCharsets.UTF_8));
        optimizer.garbage(new byte[] {0, -1, 7});
        optimizer.garbage("null".getBytes(StandardCharsets.UTF_8));
        optimizer.garbage(null);
        optimizer.measure(healthy().window(T0, T0 - 1, 0));
        optimizer.steer(byHand(Long.MAX_VALUE, 1), T0);
        optimizer.tell(new ActionScore(1, "serve-stale", "slow-origin", TrafficTier.LOW, 3, 2, 1e300, 7, T0));
        optimizer.ask(traffic().with(L1, -5, 3, 1).asksFor(ERROR, 0));
        optimizer.ask(traffic().with(MISS, 50, 0, Double.NaN).asksFor(LATENCY, 0));
        assertThat(optimizer.results()).isEmpty();

        optimizer.ask(brokenCache().asksFor(ERROR, 1));
        CacheControl drawing = optimizer.control();
        optimizer.measure(traffic().arm(drawing.action(), Arm.TREATED, 5, 6, 1).windowAt(0));
        look(drawing, 0, 30, 270);

        assertThat(drawing.version()).isEqualTo(1);
        assertThat(optimizer.results()).extracting(OptimizationResult::phase).containsExactly(STARTED, STAGED);
    }

    @Test
    void resultsAreKeyedByEndpointAndControlsByNamespace() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));

        assertThat(optimizer.keysOfResults()).containsExactly(PRODUCT.key());
        assertThat(optimizer.keysOfControls()).containsExactly(PRODUCTS);
    }

    /** A changed name of a store, or of a node before it, strands the running actions of everybody who upgrades. */
    @Test
    void theTopologyIsTheOneThatIsWrittenDown() throws IOException {
        TopologyDescription topology = OptimizerTopology.build(
                        Topics.DEFAULT, Policy.defaults(), InstantSource.system())
                .describe();

        try (InputStream golden = getClass().getResourceAsStream("/golden/topology.txt")) {
            assertThat(golden).isNotNull();
            assertThat(topology.toString().strip())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    /** A window of the step of a control record: 60 treated requests at 5 ms, 540 others at 80 ms. */
    private void look(CacheControl step, int second, int treatedErrors, int otherErrors) {
        String tag = step.action();
        double treatedMs = step.mode() == CacheMode.NORMAL ? 80 : 5;
        optimizer.measure(traffic()
                .arm(tag, Arm.TREATED, 60, treatedErrors, treatedMs)
                .arm(tag, Arm.CONTROL, 540, otherErrors, 80)
                .windowAt(second));
    }

    /** All the way to all keys, in half a minute. */
    private void improveResponseTimes() {
        improveResponseTimes("alert-1", 0);
    }

    private void improveResponseTimes(String alert, int from) {
        optimizer.ask(slowOrigin().asksFor(LATENCY, alert, from));
        for (int second = from; second < from + 30; second += 10) {
            optimizer.clockIs(T0 + second * 1000L + 10_000);
            look(optimizer.lastControl(), second, 0, 0);
        }
    }

    private OptimizerDriver replaced(Policy policy) {
        restartWith(policy);
        return optimizer;
    }

    private void restartWith(Policy policy) {
        optimizer.close();
        optimizer = driver("second", policy);
    }

    private OptimizerDriver driver(String name, Policy policy) {
        return new OptimizerDriver(policy, stateDirs.resolve(name));
    }

    private static CacheControl byHand(long version, long epoch) {
        return new CacheControl(
                1, PRODUCTS, null, version, epoch, epoch, CacheMode.NORMAL, 1, Cohort.ALL, 0, null, "by hand");
    }
}
