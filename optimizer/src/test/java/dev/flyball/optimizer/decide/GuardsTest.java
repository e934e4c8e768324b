package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.Traffic.T0;
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
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of what may be done: budgets, the brake, and what an origin can bear. */
class GuardsTest {
    private static final Policy AUTO = Policy.defaults().withDefaultMode(Mode.AUTO);

    @ParameterizedTest
    @CsvSource({"3, 19, true", "4, 4, false", "0, 20, false"})
    void anHourHasABudget(int onNamespace, int inAll, boolean allowed) {
        Decision decision = decide(AUTO, broken(200), new Begun(onNamespace, inAll), Crowd.NOBODY);

        assertThat(decision instanceof Act).isEqualTo(allowed);
    }

    @Test
    void whatHelpsIsRenewedBeyondTheBudget() {
        OptimizationRequest slow = Traffic.slowOrigin().asksFor(LATENCY, 0);
        Known helped = new Known(new Begun(4, 20), Crowd.NOBODY, new Rest("a-1", Verdict.IMPROVED, 0, T0));
        Known failed = new Known(new Begun(4, 20), Crowd.NOBODY, new Rest("a-1", Verdict.NO_EFFECT, 1, T0));

        Decider decider = Decider.of(Policies.invalidateOrServeStale(Mode.AUTO));

        assertThat(decider.decide(slow, helped, T0)).isInstanceOf(Act.class);
        assertThat(decider.decide(slow, failed, T0).kind()).isEqualTo("budget");
        assertThat(decider.decide(broken(200), helped, T0).kind()).isEqualTo("budget");
    }

    @Test
    void partitionsShareTheBudgetSoThatItHoldsInAll() {
        assertThat(new Budget(4, 20).share(4).inAll()).isEqualTo(5);
        assertThat(new Budget(4, 20).share(3).inAll()).isEqualTo(6);
        assertThat(new Budget(4, 20).share(50).inAll()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void aBudgetIsANumberOfActions(int number) {
        assertThatThrownBy(() -> new Budget(number, 20)).hasMessageContaining("perNamespace must be from 1");
        assertThatThrownBy(() -> new Budget(4, number)).hasMessageContaining("inAll must be from 1");
    }

    @Test
    void anHourAgoIsForgottenAndAClockThatWasSetBackGivesNothing() {
        Beginnings two = Beginnings.NONE.with(T0).with(T0 + 1);

        assertThat(two.count(T0 + 3_600_000)).isEqualTo(1);
        assertThat(two.count(T0 - 7_200_000)).isEqualTo(2);
        assertThat(two.with(T0 + 3_600_001).at()).containsExactly(T0 + 3_600_001);
    }

    @ParameterizedTest
    @CsvSource({"20, 5, true", "20, 6, false", "5, 4, true", "5, 5, false", "0, 5, false"})
    void aQuarterOfAllEndpointsIsTooManyAtOnceUnlessTheyAreFew(int endpoints, int asking, boolean allowed) {
        Decision decision = decide(AUTO, broken(200), Begun.NONE, new Crowd(endpoints, asking));

        assertThat(decision instanceof Act).isEqualTo(allowed);
    }

    @Test
    void theFirstStageIsAsSmallAsTheOriginNeedsIt() {
        // 300 hits and 15 misses per second: twice the misses is 15 more, which 5 % of the keys bring.
        Action action = decide(
                        AUTO,
                        traffic()
                                .with(L1, 9_000, 2_700, 2)
                                .with(MISS, 450, 0, 20)
                                .asksFor(ERROR, 0))
                .action()
                .orElseThrow();

        assertThat(action.staging().permilles()).isEqualTo(List.of(50, 500));
    }

    @Test
    void anOriginThatTakesMoreAllowsALargerFirstStage() {
        OptimizationRequest request =
                traffic().with(L1, 9_000, 2_700, 2).with(MISS, 450, 0, 20).asksFor(ERROR, 0);

        assertThat(decide(AUTO.withOriginHeadroom(10), request)
                        .action()
                        .orElseThrow()
                        .staging()
                        .permilles())
                .isEqualTo(List.of(100, 500));
    }

    @Test
    void whereEvenOnePercentIsTooMuchNothingIsDone() {
        Decision decision = decide(
                AUTO, traffic().with(L1, 60_000, 9_000, 2).with(MISS, 30, 0, 20).asksFor(ERROR, 0));

        assertThat(decision.kind()).isEqualTo("origin-load");
        assertThat(decision.result().reason())
                .endsWith(
                        "With 1.0 % of the keys the origin would be asked 20.0 times more per second, after 1.0 today;"
                                + " 10.0 more are allowed.");
    }

    private static OptimizationRequest broken(int hits) {
        return traffic().with(L1, hits, hits / 3, 2).with(MISS, 40, 0, 20).asksFor(ERROR, 0);
    }

    private static Decision decide(Policy policy, OptimizationRequest request) {
        return decide(policy, request, Begun.NONE, Crowd.NOBODY);
    }

    private static Decision decide(Policy policy, OptimizationRequest request, Begun begun, Crowd crowd) {
        return Decider.of(policy).decide(request, new Known(begun, crowd, null), request.timestamp());
    }

    private record Known(Begun begunSoFar, Crowd everybody, Rest lastRest) implements Situation {
        @Override
        public Optional<CacheControl> steered(String namespace) {
            return Optional.empty();
        }

        @Override
        public Optional<Action> runningOn(String namespace) {
            return Optional.empty();
        }

        @Override
        public Optional<Rest> rest(String namespace) {
            return Optional.ofNullable(lastRest);
        }

        @Override
        public Begun begun(String namespace, long now) {
            return begunSoFar;
        }

        @Override
        public Optional<Crowd> crowd() {
            return Optional.of(everybody);
        }
    }
}
