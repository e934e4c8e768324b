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
import static dev.flyball.schemas.OptimizationResult.Phase.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.optimizer.Traffic;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Verdict;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole optimizer on the test driver: events in, events out. */
class OptimizerTopologyTest {
    private static final Policy AUTO = Policy.defaults().withDefaultMode(Mode.AUTO);
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
    void aBrokenCacheIsInvalidatedAndTheEffectIsTold() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));

        CacheControl control = optimizer.control();
        assertThat(control.namespace()).isEqualTo(PRODUCTS);
        assertThat(control.minUsable()).isEqualTo(T0 << 12);
        OptimizationResult started = optimizer.result();
        assertThat(started.phase()).isEqualTo(STARTED);
        assertThat(started.type()).isEqualTo("invalidate");
        assertThat(started.before()).extracting("count", "errorRate").containsExactly(240L, 0.25);

        optimizer.measure(brokenCache().windowAt(0));
        assertThat(optimizer.results()).isEmpty();
        optimizer.measure(healthy().windowAt(10));

        OptimizationResult finished = optimizer.result();
        assertThat(finished.phase()).isEqualTo(FINISHED);
        assertThat(finished.id()).isEqualTo(started.id()).isEqualTo(control.action());
        assertThat(finished.verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(finished.improvements()).containsEntry("errorRate", 1.0);
        assertThat(finished.after()).extracting("count", "errorRate").containsExactly(200L, 0.0);
        assertThat(optimizer.controls()).isEmpty();
    }

    @Test
    void aSlowOriginIsSparedByStaleValuesForAWhile() {
        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));

        CacheControl control = optimizer.control();
        assertThat(control.mode()).isEqualTo(CacheMode.SERVE_STALE);
        assertThat(control.until()).isEqualTo(T0 + 120_000);
        assertThat(optimizer.result().type()).isEqualTo("serve-stale");

        optimizer.measure(healthy().windowAt(10));

        OptimizationResult finished = optimizer.result();
        assertThat(finished.verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(finished.improvements().get("p95")).isCloseTo(0.97, within(0.02));
    }

    @Test
    void whatHelpedIsRenewedWhenItHasEnded() {
        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));
        optimizer.measure(healthy().windowAt(10));
        optimizer.ask(slowOrigin().asksFor(LATENCY, 119));
        optimizer.ask(slowOrigin().asksFor(LATENCY, 120));

        assertThat(optimizer.controls()).extracting(CacheControl::version).containsExactly(1L, 2L);
        assertThat(optimizer.results())
                .extracting(OptimizationResult::phase)
                .containsExactly(STARTED, FINISHED, DECLINED, STARTED);
    }

    @Test
    void harmIsTakenBack() {
        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));
        optimizer.measure(traffic().with(L1, 50, 40, 5).windowAt(10));

        assertThat(optimizer.controls())
                .extracting(CacheControl::mode)
                .containsExactly(CacheMode.SERVE_STALE, CacheMode.NORMAL);
        assertThat(optimizer.results()).extracting(OptimizationResult::verdict).containsExactly(null, Verdict.WORSENED);
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
    void aChangeForAnEndpointOfAnotherPartitionIsLeftAlone() {
        CacheControl foreign =
                new CacheControl(1, PRODUCTS, null, 41, 7, 7, CacheMode.NORMAL, 1, Cohort.ALL, 0, "a-other", "testing");
        optimizer.steer(foreign, T0 - 1000);

        optimizer.ask(brokenCache().asksFor(ERROR, 0));

        assertThat(optimizer.controls()).isEmpty();
        assertThat(optimizer.result().reason()).contains("changed by action a-other for another endpoint 1 s ago");
    }

    @Test
    void versionsAndEpochsGoOnFromWhatOthersWrote() {
        long ahead = (T0 << 12) + 99;
        optimizer.steer(byHand(41, ahead), T0 - 1000);
        optimizer.steer(byHand(40, ahead - 1), T0);

        optimizer.ask(brokenCache().asksFor(ERROR, 0));

        assertThat(optimizer.control()).extracting("version", "minFresh").containsExactly(42L, ahead + 1);
    }

    @Test
    void aRepeatedRequestIsAnsweredOnce() {
        OptimizationRequest request = brokenCache().asksFor(ERROR, 0);
        optimizer.ask(request);
        optimizer.measure(healthy().windowAt(10));
        optimizer.ask(request);

        assertThat(optimizer.controls()).hasSize(1);
        assertThat(optimizer.results()).extracting(OptimizationResult::phase).containsExactly(STARTED, FINISHED);
    }

    @Test
    void aRunningActionContinuesAfterARestart() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        optimizer.measure(traffic().with(L1, 10, 0, 2).windowAt(10));
        String id = optimizer.result().id();

        OptimizerDriver restarted = driver("second", AUTO);
        optimizer.handStateTo(restarted);
        optimizer.close();
        optimizer = restarted;
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        optimizer.measure(traffic().with(L1, 10, 0, 2).windowAt(20));

        OptimizationResult finished = optimizer.result();
        assertThat(finished.id()).isEqualTo(id);
        assertThat(finished.phase()).isEqualTo(FINISHED);
        assertThat(finished.after()).extracting("count").isEqualTo(20L);
        assertThat(optimizer.controls()).isEmpty();
    }

    @Test
    void theTimeThatOthersTellEndsTheActionOfASilentEndpoint() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        optimizer.measure(Traffic.of(SEARCH).with(L1, 100, 0, 2).windowAt(60));

        assertThat(optimizer.results())
                .extracting(OptimizationResult::verdict)
                .containsExactly(null, Verdict.INCONCLUSIVE);
    }

    @Test
    void garbageIsSkippedOnAllInputs() {
        optimizer.garbage("{\"schemaVersion\":1,".getBytes(StandardCharsets.UTF_8));
        optimizer.garbage(new byte[] {0, -1, 7});
        optimizer.garbage("null".getBytes(StandardCharsets.UTF_8));
        optimizer.garbage(null);
        optimizer.measure(healthy().window(T0, T0 - 1, 0));
        optimizer.steer(byHand(Long.MAX_VALUE, 1), T0);
        optimizer.ask(traffic().with(L1, -5, 3, 1).asksFor(ERROR, 0));
        optimizer.ask(traffic().with(MISS, 50, 0, Double.NaN).asksFor(LATENCY, 0));
        assertThat(optimizer.results()).isEmpty();

        optimizer.ask(brokenCache().asksFor(ERROR, 1));
        optimizer.measure(healthy().windowAt(10));

        assertThat(optimizer.control().version()).isEqualTo(1);
        assertThat(optimizer.results()).extracting(OptimizationResult::phase).containsExactly(STARTED, FINISHED);
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
