package dev.flyball.optimizer.topology;

import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.optimizer.Traffic.brokenCache;
import static dev.flyball.optimizer.Traffic.healthy;
import static dev.flyball.schemas.AlertKind.ERROR;
import static dev.flyball.schemas.AlertKind.RESOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.optimizer.Traffic;
import dev.flyball.optimizer.decide.Errand;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.optimizer.decide.StrategySettings;
import dev.flyball.optimizer.webhook.Caller;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheTuning;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done without a control group, on the test driver: errands, orders and recommendations. */
class UnmeasuredTest {
    private static final Policy AUTO = Policy.defaults().withDefaultMode(Mode.AUTO);

    @TempDir
    private Path folder;

    private final Service service = new Service();
    private OptimizerDriver optimizer;

    @BeforeEach
    void start() {
        optimizer = driver("first");
    }

    @AfterEach
    void close() {
        optimizer.close();
    }

    @Test
    void anErrandIsToldWhenItBeginsAndWhenItIsAnswered() {
        optimizer.ask(uncached(0));

        OptimizationResult started = optimizer.result();
        assertThat(started).extracting("type", "phase", "namespace").containsExactly("webhook", Phase.STARTED, null);
        assertThat(service.called).isEmpty();

        optimizer.wait(1);
        assertThat(service.called).extracting(Errand::id).containsExactly(started.id());
        service.answer(new Caller.Outcome(true, "The webhook answered 200."));
        optimizer.wait(1);

        OptimizationResult finished = optimizer.result();
        assertThat(finished.id()).isEqualTo(started.id());
        assertThat(finished.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finished.reason())
                .isEqualTo(
                        "The webhook answered 200. What it did cannot be compared with anything, so whether it helped,"
                                + " nobody can say.");
        assertThat(optimizer.controls()).isEmpty();
    }

    @Test
    void oneThatIsNotAnsweredIsInvalid() {
        optimizer.ask(uncached(0));
        optimizer.wait(1);
        service.answer(new Caller.Outcome(false, "The webhook did not answer within 5000 ms at attempt 3."));
        optimizer.wait(1);

        assertThat(optimizer.results()).last().extracting("verdict").isEqualTo(Verdict.INVALID);
    }

    @Test
    void whileItRunsAndRestsItIsNotRunAgain() {
        optimizer.ask(uncached(0));
        optimizer.wait(20);
        optimizer.ask(uncached(30));
        optimizer.wait(20);

        assertThat(service.called).hasSize(1);
        assertThat(optimizer.results()).last().extracting("phase").isEqualTo(Phase.DECLINED);
    }

    @Test
    void oneForWhichThereIsNoRoomWaits() {
        service.isFull = true;
        optimizer.ask(uncached(0));
        optimizer.wait(5);
        assertThat(optimizer.results()).hasSize(1);

        service.isFull = false;
        optimizer.wait(1);

        assertThat(service.called).hasSize(1);
    }

    @Test
    void afterARestartItIsRunAgainUnderTheSameId() {
        optimizer.ask(uncached(0));
        optimizer.wait(1);

        try (OptimizerDriver second = driver("second")) {
            optimizer.handStateTo(second);
            second.wait(1);
        }

        assertThat(service.called).hasSize(2);
        assertThat(service.called.get(1).id()).isEqualTo(service.called.get(0).id());
    }

    @Test
    void appsAreOrderedToHoldLessOnceUntilThatIsOver() {
        Traffic full = healthy().above(Metric.MEMORY, 0.95, 0.9);
        optimizer.ask(full.asksFor(RESOURCE, 0));
        optimizer.ask(full.asksFor(RESOURCE, 30));
        optimizer.ask(full.asksFor(RESOURCE, 700));

        assertThat(optimizer.controls())
                .hasSize(2)
                .allMatch(control -> control.tuned().equals(CacheTuning.ofMemoryShare(0.5)))
                .extracting(CacheControl::until)
                .containsExactly(T0 + 600_000, T0 + 1_300_000);
    }

    @Test
    void theSameRecommendationIsToldOnce() {
        optimizer.ask(busy(0.93).asksFor(RESOURCE, 0));
        optimizer.ask(busy(0.94).asksFor(RESOURCE, 30));
        optimizer.ask(busy(1).from(5, new ResourceUsage(1.0, null, null)).asksFor(RESOURCE, 60));

        assertThat(optimizer.results())
                .allMatch(result -> result.phase() == Phase.RECOMMENDED)
                .extracting(result -> result.scaling().desired())
                .containsExactly(5, 9);
    }

    private static Traffic busy(double cpu) {
        return healthy().from(3, new ResourceUsage(cpu, null, null)).above(Metric.CPU, cpu, 0.8);
    }

    private static OptimizationRequest uncached(int second) {
        return brokenCache().withoutCache().asksFor(ERROR, second);
    }

    private OptimizerDriver driver(String name) {
        return new OptimizerDriver(AUTO, folder.resolve(name), new StrategySettings(0.6, true), service);
    }

    /** A service that answers when the test says so. */
    private static final class Service implements Caller {
        private final List<Errand> called = new ArrayList<>();
        private final List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        private boolean isFull;

        @Override
        public Optional<CompletableFuture<Outcome>> call(Errand errand) {
            if (isFull) {
                return Optional.empty();
            }
            called.add(errand);
            answers.add(new CompletableFuture<>());
            return Optional.of(answers.get(answers.size() - 1));
        }

        void answer(Outcome outcome) {
            answers.get(answers.size() - 1).complete(outcome);
        }
    }
}
