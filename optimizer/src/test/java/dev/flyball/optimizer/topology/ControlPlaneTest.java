package dev.flyball.optimizer.topology;

import static dev.flyball.optimizer.Traffic.PRODUCTS;
import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.optimizer.Traffic.brokenCache;
import static dev.flyball.optimizer.Traffic.slowOrigin;
import static dev.flyball.optimizer.Traffic.traffic;
import static dev.flyball.schemas.ActionCommand.Order.APPROVE;
import static dev.flyball.schemas.ActionCommand.Order.REJECT;
import static dev.flyball.schemas.ActionCommand.Order.ROLLBACK;
import static dev.flyball.schemas.AlertKind.ERROR;
import static dev.flyball.schemas.AlertKind.LATENCY;
import static dev.flyball.schemas.CacheOutcome.L1;
import static dev.flyball.schemas.CacheOutcome.MISS;
import static dev.flyball.schemas.OptimizationResult.Phase.DECLINED;
import static dev.flyball.schemas.OptimizationResult.Phase.FINISHED;
import static dev.flyball.schemas.OptimizationResult.Phase.PROPOSED;
import static dev.flyball.schemas.OptimizationResult.Phase.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.optimizer.Policies;
import dev.flyball.optimizer.Traffic;
import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.schemas.ActionCommand.Order;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Freeze;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people order: approvals, rejections, rollbacks and the kill switch. */
class ControlPlaneTest {
    private static final Policy AUTO = Policies.invalidateOrServeStale(Mode.AUTO)
            .withStaging(Staging.DEFAULT.withBaselineLooks(1).withMinSamples(10));
    private static final Policy APPROVED_ONLY = AUTO.withDefaultMode(Mode.APPROVE);

    @TempDir
    Path stateDirs;

    private OptimizerDriver optimizer;

    @BeforeEach
    void start() {
        optimizer = driver("first", APPROVED_ONLY);
    }

    @AfterEach
    void close() {
        optimizer.close();
    }

    @Test
    void whatIsProposedIsToldOnceAndChangesNothing() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        optimizer.ask(brokenCache().asksFor(ERROR, 30));

        assertThat(optimizer.results()).singleElement().satisfies(proposed -> {
            assertThat(proposed.phase()).isEqualTo(PROPOSED);
            assertThat(proposed.type()).isEqualTo("invalidate");
            assertThat(proposed.namespace()).isEqualTo(PRODUCTS);
            assertThat(proposed.reason())
                    .contains("It would invalidate namespace products, and waits 15 min")
                    .contains("flyball actions approve " + proposed.id());
        });
        assertThat(optimizer.controls()).isEmpty();
    }

    @Test
    void whatIsApprovedBeginsByTheNewestFigures() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        String id = optimizer.result().id();
        optimizer.ask(traffic().with(L1, 400, 200, 2).with(MISS, 40, 0, 20).asksFor(ERROR, 30));

        optimizer.clockIs(T0 + 55_000);
        optimizer.order(APPROVE, id, PRODUCTS);

        assertThat(optimizer.result()).satisfies(started -> {
            assertThat(started.phase()).isEqualTo(STARTED);
            assertThat(started.id()).isEqualTo(id);
            assertThat(started.timestamp()).isEqualTo(T0 + 55_000);
            assertThat(started.reason())
                    .contains("200 of 400 hits")
                    .contains("When it was proposed:")
                    .contains("60 of 200 hits")
                    .endsWith("Approved by anna: because.");
        });
        assertThat(optimizer.answer().obeyed()).isTrue();
        look(optimizer.control(), 60, 30, 270);
        assertThat(optimizer.control().cohortFresh()).isGreaterThanOrEqualTo(T0 + 55_000);
    }

    @Test
    void whatIsApprovedTwiceBeginsOnce() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        String id = optimizer.result().id();

        optimizer.order(APPROVE, id, PRODUCTS);
        optimizer.order(APPROVE, id, PRODUCTS);

        assertThat(optimizer.controls()).hasSize(1);
        assertThat(optimizer.answers()).extracting("obeyed").containsExactly(true, false);
    }

    @Test
    void whenTheAlertDoesNotAskAnyMoreAnApprovalComesTooLate() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        String id = optimizer.result().id();

        optimizer.clockIs(T0 + 91_000);
        optimizer.order(APPROVE, id, PRODUCTS);

        assertThat(optimizer.controls()).isEmpty();
        assertThat(optimizer.answer()).satisfies(answer -> {
            assertThat(answer.obeyed()).isFalse();
            assertThat(answer.words()).contains("91 s old");
        });
    }

    @Test
    void aProposalThatItsFiguresDoNotSupportAnyMoreIsDropped() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        String id = optimizer.result().id();
        optimizer.ask(traffic().with(L1, 200, 60, 2).with(MISS, 100, 30, 20).asksFor(ERROR, 30));
        optimizer.results();

        optimizer.order(APPROVE, id, PRODUCTS);

        assertThat(optimizer.controls()).isEmpty();
        assertThat(optimizer.result()).satisfies(declined -> {
            assertThat(declined.phase()).isEqualTo(DECLINED);
            assertThat(declined.id()).isEqualTo(id);
            assertThat(declined.reason()).contains("Things have changed since it was proposed.");
        });
        optimizer.answers();
        optimizer.order(APPROVE, id, PRODUCTS);
        assertThat(optimizer.answer().words()).contains("No action " + id + " waits for approval");
    }

    @Test
    void aRejectedProposalLeavesTheNamespaceAlone() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        String id = optimizer.result().id();

        optimizer.order(REJECT, id, PRODUCTS);
        optimizer.ask(brokenCache().asksFor(ERROR, 30));

        assertThat(optimizer.answer().obeyed()).isTrue();
        assertThat(optimizer.results())
                .extracting(OptimizationResult::reason)
                .satisfiesExactly(
                        rejected -> assertThat(rejected).isEqualTo("Rejected by anna: because."),
                        resting -> assertThat(resting)
                                .endsWith("rests for another 270 s after action " + id + ", which was rejected."));
    }

    @Test
    void aProposalEndsWhenNobodyAnswers() {
        optimizer = replaced(APPROVED_ONLY.withApprovalWithin(Duration.ofSeconds(10)));
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        String id = optimizer.result().id();

        optimizer.wait(10);

        assertThat(optimizer.result()).extracting("phase", "id").containsExactly(DECLINED, id);
        optimizer.order(APPROVE, id, PRODUCTS);
        assertThat(optimizer.answer().obeyed()).isFalse();
        assertThat(optimizer.controls()).isEmpty();
        optimizer.ask(brokenCache().asksFor(ERROR, 30));
        assertThat(optimizer.result().phase()).isEqualTo(PROPOSED);
    }

    @Test
    void aProposalOutlivesARestart() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        String id = optimizer.result().id();

        OptimizerDriver restarted = driver("second", APPROVED_ONLY);
        optimizer.handStateTo(restarted);
        optimizer.close();
        optimizer = restarted;
        optimizer.order(APPROVE, id, PRODUCTS);

        assertThat(optimizer.result()).extracting("phase", "id").containsExactly(STARTED, id);
    }

    @Test
    void whatRunsIsRolledBackOnOrder() {
        optimizer = replaced(AUTO);
        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));
        String id = optimizer.result().id();
        look(optimizer.control(), 0, 0, 0);
        assertThat(optimizer.control().mode()).isEqualTo(CacheMode.SERVE_STALE);
        optimizer.results();

        optimizer.order(ROLLBACK, id, PRODUCTS);
        optimizer.order(ROLLBACK, id, PRODUCTS);

        assertThat(optimizer.control()).extracting("mode", "until").containsExactly(CacheMode.NORMAL, T0);
        assertThat(optimizer.controls()).isEmpty();
        assertThat(optimizer.results()).singleElement().satisfies(finished -> {
            assertThat(finished.phase()).isEqualTo(FINISHED);
            assertThat(finished.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(finished.reason()).startsWith("Rolled back by anna: because.");
        });
        assertThat(optimizer.answers()).extracting("obeyed").containsExactly(true, false);
    }

    @Test
    void aCommandForWhatIsNotThereIsAnswered() {
        for (Order order : Order.values()) {
            optimizer.order(order, "a-unknown", "nowhere");
        }

        assertThat(optimizer.answers()).hasSize(3).allSatisfy(answer -> {
            assertThat(answer.obeyed()).isFalse();
            assertThat(answer.words()).contains("a-unknown").contains("nowhere");
        });
        assertThat(optimizer.results()).isEmpty();
    }

    /** Whoever looks after the server answers. */
    @Test
    void whatIsOrderedAboutTheReliefOfAServerIsNotAnsweredHere() {
        optimizer.order(APPROVE, "m-19a0b1c2d3e-f00d", "10.0.0.7:6379");

        assertThat(optimizer.answers()).isEmpty();
    }

    @Test
    void theKillSwitchTakesBackWhatRunsAndNothingBegins() {
        optimizer = replaced(AUTO);
        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));
        look(optimizer.control(), 0, 0, 0);
        optimizer.controls();
        optimizer.results();

        optimizer.freeze(freeze(null, true));
        optimizer.wait(1);
        optimizer.ask(brokenCache().in("orders").asksFor(ERROR, "alert-2", 2));

        assertThat(optimizer.controls())
                .singleElement()
                .satisfies(control -> assertThat(control.mode()).isEqualTo(CacheMode.NORMAL));
        assertThat(optimizer.results())
                .satisfiesExactly(
                        finished -> assertThat(finished.reason())
                                .startsWith("All namespaces are frozen by anna: sale begins at noon."),
                        declined -> assertThat(declined.reason()).endsWith("frozen by anna: sale begins at noon."));
    }

    @Test
    void aFreezeThatIsLiftedOrOverOrOfAnotherNamespaceHoldsNothingUp() {
        optimizer = replaced(AUTO);
        optimizer.freeze(freeze("orders", true));
        optimizer.freeze(freeze(PRODUCTS, true));
        optimizer.freeze(freeze(PRODUCTS, false));
        optimizer.freeze(new Freeze(1, null, true, T0 - 60_000, T0, "anna", "an hour of peace"));

        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        optimizer.wait(1);

        assertThat(optimizer.results()).extracting(OptimizationResult::phase).containsExactly(STARTED);
    }

    @Test
    void whatIsApprovedDuringAFreezeDoesNotBegin() {
        optimizer.ask(brokenCache().asksFor(ERROR, 0));
        String id = optimizer.result().id();
        optimizer.freeze(freeze(PRODUCTS, true));

        optimizer.order(APPROVE, id, PRODUCTS);
        optimizer.freeze(freeze(PRODUCTS, false));
        optimizer.order(APPROVE, id, PRODUCTS);

        assertThat(optimizer.answers()).extracting("obeyed").containsExactly(false, true);
        assertThat(optimizer.controls()).hasSize(1);
    }

    /** Nobody has to be there to undo it. */
    @Test
    void whatIsSteeredEndsByItselfWithinAMinuteOfTheLastLook() {
        optimizer = replaced(AUTO);
        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));
        CacheControl step = optimizer.control();
        assertThat(step.until()).isEqualTo(T0 + 60_000);
        for (int second = 0; second < 20; second += 10) {
            long now = T0 + second * 1000L + 10_000;
            optimizer.clockIs(now);
            look(step, second, 0, 0);
            step = optimizer.control();
            assertThat(step.until()).isEqualTo(now + 60_000);
        }
    }

    /** An hour back and forth, again and again: nothing ends, nothing begins twice, no proposal is approved by itself. */
    @Test
    void aClockThatJumpsDoesNotMatterToWhatRuns() {
        optimizer = replaced(AUTO);
        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));
        CacheControl step = optimizer.control();
        long version = step.version();
        for (int second = 0; second < 60; second += 10) {
            optimizer.clockIs(T0 + second * 1000L + (second % 20 == 0 ? 3_600_000 : -3_600_000));
            optimizer.wait(5);
            look(step, second, 0, 0);
            for (CacheControl next : optimizer.controls()) {
                assertThat(next.version()).isEqualTo(++version);
                step = next;
            }
        }

        assertThat(optimizer.results())
                .filteredOn(result -> result.phase() == FINISHED)
                .singleElement()
                .satisfies(finished -> assertThat(finished.verdict()).isEqualTo(Verdict.IMPROVED));
    }

    @Test
    void whenNearlyAllAskForHelpNothingIsChanged() {
        optimizer = replaced(AUTO);
        for (int i = 0; i < 20; i++) {
            Endpoint endpoint = new Endpoint("storefront", "GET /" + i);
            optimizer.measure(Traffic.of(endpoint).with(L1, 10, 0, 2).windowAt(0));
            if (i < 6) {
                optimizer.ask(Traffic.of(endpoint).withoutCache().asksFor(ERROR, "alert-" + i, 0));
            }
        }
        optimizer.wait(5);
        optimizer.results();

        optimizer.ask(brokenCache().asksFor(ERROR, 6));

        assertThat(optimizer.result().reason()).contains("6 of 20 endpoints (30.0 %) ask for help at once");
        assertThat(optimizer.controls()).isEmpty();
    }

    @Test
    void noNamespaceHasMoreActionsInAnHourThanItsBudget() {
        optimizer = replaced(AUTO.withCooldown(Duration.ZERO));
        for (int second = 0; second < 50; second += 10) {
            optimizer.ask(brokenCache().asksFor(ERROR, second));
            OptimizationResult told = optimizer.result();
            if (told.phase() == STARTED) {
                optimizer.order(ROLLBACK, told.id(), PRODUCTS);
                optimizer.result();
            } else {
                assertThat(second).isEqualTo(40);
                assertThat(told.reason()).contains("4 actions have begun on namespace products within an hour");
            }
        }
    }

    private static Freeze freeze(String namespace, boolean active) {
        return new Freeze(1, namespace, active, T0, null, "anna", "sale begins at noon");
    }

    private void look(CacheControl step, int second, int treatedErrors, int otherErrors) {
        double treatedMs = step.mode() == CacheMode.NORMAL ? 80 : 5;
        optimizer.measure(traffic()
                .arm(step.action(), Arm.TREATED, 60, treatedErrors, treatedMs)
                .arm(step.action(), Arm.CONTROL, 540, otherErrors, 80)
                .windowAt(second));
    }

    private OptimizerDriver replaced(Policy policy) {
        optimizer.close();
        return driver("other", policy);
    }

    private OptimizerDriver driver(String name, Policy policy) {
        return new OptimizerDriver(policy, stateDirs.resolve(name));
    }
}
