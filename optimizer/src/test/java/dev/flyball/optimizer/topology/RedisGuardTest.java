package dev.flyball.optimizer.topology;

import static dev.flyball.optimizer.Traffic.slowOrigin;
import static dev.flyball.optimizer.Traffic.traffic;
import static dev.flyball.schemas.AlertKind.LATENCY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.optimizer.Policies;
import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.StrategySettings;
import dev.flyball.optimizer.verify.Pulse;
import dev.flyball.optimizer.webhook.Caller;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.Verdict;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Redis tells while an action runs. */
class RedisGuardTest {
    @TempDir
    Path stateDir;

    private OptimizerDriver optimizer;
    private Optional<Pulse> pulse = Optional.empty();
    private CacheControl step;
    private int second;
    private long felt;

    @BeforeEach
    void start() {
        optimizer = new OptimizerDriver(
                Policies.invalidateOrServeStale(Mode.AUTO)
                        .withStaging(Staging.DEFAULT.withBaselineLooks(1).withMinSamples(10)),
                stateDir,
                StrategySettings.DEFAULT,
                Caller.NONE,
                () -> pulse);
        optimizer.ask(slowOrigin().asksFor(LATENCY, 0));
        step = optimizer.control();
        assertThat(optimizer.result().phase()).isEqualTo(Phase.STARTED);
    }

    @AfterEach
    void close() {
        optimizer.close();
    }

    @Test
    void aRedisThatRunsFullEndsWhatRunsAndTakesItBack() {
        look(0.80, 80);
        assertThat(step.mode()).isEqualTo(CacheMode.SERVE_STALE);
        look(0.93, 75);

        look(0.95, 75);

        assertThat(step.mode()).isEqualTo(CacheMode.NORMAL);
        assertThat(optimizer.results()).last().satisfies(finished -> {
            assertThat(finished.phase()).isEqualTo(Phase.FINISHED);
            assertThat(finished.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(finished.reason()).startsWith("Redis uses 95.0 % of its memory, after 80.0 % when this began.");
        });
    }

    @Test
    void aRedisThatIsAwayStopsNothingAndTheResultSaysSo() {
        look(80);
        look(5);
        look(5);

        assertThat(optimizer.results()).last().satisfies(finished -> {
            assertThat(finished.verdict()).isEqualTo(Verdict.IMPROVED);
            assertThat(finished.reason()).endsWith("Redis told nothing meanwhile, so it could not be guarded.");
        });
    }

    private void look(double memory, double treatedMs) {
        pulse = Optional.of(new Pulse(felt++, memory, 0.3));
        look(treatedMs);
    }

    private void look(double treatedMs) {
        optimizer.measure(traffic()
                .arm(step.action(), Arm.TREATED, 60, 0, treatedMs)
                .arm(step.action(), Arm.CONTROL, 540, 0, 80)
                .windowAt(second));
        second += 10;
        step = optimizer.control();
    }
}
