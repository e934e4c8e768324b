package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.optimizer.Traffic.brokenCache;
import static dev.flyball.optimizer.Traffic.slowOrigin;
import static dev.flyball.schemas.AlertKind.ERROR;
import static dev.flyball.schemas.AlertKind.LATENCY;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.optimizer.Traffic;
import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Rest;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.Metric;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strategies of users beside those that come along, found by the files that name them. */
class StrategiesTest {
    private static final Policy AUTO = Policy.defaults().withDefaultMode(Mode.AUTO);

    @TempDir
    private Path folder;

    @Test
    void aStrategyOfAUserIsACandidateBehindTheBuiltInOnes() {
        List<OptimizationStrategy> all = load(OwnStrategies.LiveLong.class);

        assertThat(SymptomTable.candidates(Symptom.COSTLY_MISSES, all))
                .extracting(OptimizationStrategy::name)
                .containsExactly("prefetch", "coalesce", "serve-stale", "extend-ttl", "live-long");
    }

    @Test
    void itIsUsedWhereTheOthersAreSwitchedOff() {
        Policy policy = AUTO.withMode("prefetch", Mode.OFF)
                .withMode("coalesce", Mode.OFF)
                .withMode("serve-stale", Mode.OFF)
                .withMode("extend-ttl", Mode.OFF);
        Traffic traffic = slowOrigin().above(Metric.P95, 2_000, 1_900);

        Decision decision = decide(policy, LATENCY, traffic, OwnStrategies.LiveLong.class);

        Action action = decision.action().orElseThrow();
        assertThat(action.strategy()).isEqualTo("live-long");
        assertThat(action.treatment().ttlScale()).isEqualTo(10);
    }

    @Test
    void itHasAModeOfItsOwn() {
        Policy policy = AUTO.withMode("live-long", Mode.OFF);
        Traffic traffic = slowOrigin().above(Metric.P95, 2_000, 1_900);

        Decision decision = decide(policy, LATENCY, traffic, OwnStrategies.LiveLong.class);

        assertThat(decision.action().orElseThrow().strategy()).isEqualTo("prefetch");
    }

    @Test
    void twoOfOneNameAreRefused() {
        assertThatThrownBy(() -> load(OwnStrategies.Impostor.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two strategies are named 'serve-stale'")
                .hasMessageContaining("Impostor");
    }

    @Test
    void oneThatIsForNothingOrHasNoNameOrCannotBeMadeIsRefused() {
        assertThatThrownBy(() -> load(OwnStrategies.Aimless.class))
                .hasMessageContaining("the strategy 'aimless'")
                .hasMessageContaining("answers no symptom");
        assertThatThrownBy(() -> load(OwnStrategies.Nameless.class)).hasMessageContaining("named 'No Name'");
        assertThatThrownBy(() -> load(OwnStrategies.Private.class)).hasMessageContaining("cannot be loaded");
    }

    @Test
    void oneThatAnswersWhatCannotBeIsLeftOutAndTheDecisionSaysSo() {
        Decision decision = decide(AUTO, ERROR, brokenCache(), OwnStrategies.Failing.class);

        assertThat(decision.action().orElseThrow().strategy()).isEqualTo("invalidate");
        assertThat(decision.result().reason())
                .endsWith("Strategy failing was left out: ttlScale must be 0.01 to 100, but is 1000.0.");
    }

    @Test
    void oneThatWouldSteerANamespaceWhereThereIsNoneIsLeftOut() {
        Decision decision = decide(AUTO, ERROR, brokenCache().withoutCache(), OwnStrategies.Blind.class);

        assertThat(decision).isInstanceOf(Decline.class);
        assertThat(decision.kind()).isEqualTo("no-cache");
        assertThat(decision.result().reason()).contains("Strategy blind was left out: it would change a namespace");
    }

    private Decision decide(Policy policy, AlertKind kind, Traffic traffic, Class<?>... own) {
        return new Decider(policy, load(own), Chooser.FIRST).decide(traffic.asksFor(kind, 0), new Nothing(), T0);
    }

    private List<OptimizationStrategy> load(Class<?>... own) {
        try {
            Path file = folder.resolve("META-INF/services").resolve(OptimizationStrategy.class.getName());
            Files.createDirectories(file.getParent());
            Files.writeString(file, Stream.of(own).map(Class::getName).collect(joining("\n")));
            try (URLClassLoader loader = new URLClassLoader(
                    new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
                return Strategies.load(AUTO, StrategySettings.DEFAULT, loader);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing is known. */
    private record Nothing() implements Situation {
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
            return Optional.empty();
        }
    }
}
