package dev.flyball.optimizer.action;

import static dev.flyball.optimizer.Traffic.PRODUCTS;
import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.optimizer.Traffic.healthy;
import static dev.flyball.optimizer.Traffic.traffic;
import static dev.flyball.schemas.CacheOutcome.L1;
import static dev.flyball.schemas.CacheOutcome.MISS;
import static dev.flyball.schemas.CacheOutcome.STALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.flyball.optimizer.Traffic;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Verdict;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.sketch.LatencySketch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How the effect of an action is measured, and what it is called. */
class MeasuringTest {
    private static final EndpointMetrics BEFORE =
            traffic().with(L1, 50, 5, 10).with(MISS, 50, 5, 500).window(T0 - 30_000, T0, 0);

    static Stream<Arguments> verdicts() {
        return Stream.of(
                arguments(Figure.P95, traffic().with(STALE, 100, 10, 440), Verdict.IMPROVED),
                arguments(Figure.P95, traffic().with(STALE, 100, 10, 470), Verdict.NO_EFFECT),
                arguments(Figure.P95, traffic().with(MISS, 100, 10, 530), Verdict.NO_EFFECT),
                arguments(Figure.P95, traffic().with(MISS, 100, 10, 560), Verdict.WORSENED),
                arguments(Figure.P95, traffic().with(STALE, 100, 12, 5), Verdict.IMPROVED),
                arguments(Figure.P95, traffic().with(STALE, 100, 25, 5), Verdict.WORSENED),
                arguments(Figure.RESPONSE_TIME, traffic().with(L1, 100, 0, 100), Verdict.IMPROVED),
                arguments(Figure.ERROR_RATE, traffic().with(MISS, 100, 2, 900), Verdict.IMPROVED),
                arguments(Figure.ERROR_RATE, traffic().with(MISS, 100, 10, 10), Verdict.NO_EFFECT),
                arguments(Figure.ERROR_RATE, traffic().with(MISS, 100, 25, 10), Verdict.WORSENED));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void aTenthOfTheFigureThatMattersMakesTheVerdict(Figure figure, Traffic after, Verdict expected) {
        Finished finished = finished(measuring(figure).on(after.windowAt(10)));

        assertThat(finished.verdict()).isEqualTo(expected);
    }

    @Test
    void aDifferenceThatMayBeChanceIsMeasuredOnUntilTheDeadline() {
        Progress progress =
                measuring(Figure.ERROR_RATE).on(traffic().with(L1, 100, 7, 5).windowAt(10));
        assertThat(progress).isInstanceOf(Measuring.class);

        Finished undecided = finished(progress.at(T0 + 60_001));
        assertThat(undecided.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(undecided.reason())
                .startsWith("The error rate went from 10.0 % to 7.0 %, 30.0 % better, which may be chance,");

        Finished decided = finished(progress.on(traffic().with(L1, 900, 36, 5).windowAt(20)));
        assertThat(decided.verdict()).isEqualTo(Verdict.IMPROVED);
    }

    @Test
    void theResultTellsBothSidesAndHowTheyWereCompared() {
        Finished finished = finished(
                measuring(Figure.P95).on(traffic().with(STALE, 200, 0, 50).windowAt(10)));

        OptimizationResult result = finished.result();
        assertThat(result.method()).isEqualTo("before-after");
        assertThat(result.reason())
                .isEqualTo("The p95 went from 500 ms to 50 ms, 90.0 % better, over 200 requests after and 100 before;"
                        + " compared in time only, so other causes are not excluded.");
        assertThat(result.before()).extracting("count", "errorRate", "hitRatio").containsExactly(100L, 0.1, 0.5);
        assertThat(result.after())
                .extracting("count", "errorRate", "hitRatio", "throughput")
                .containsExactly(200L, 0.0, 1.0, 20.0);
        assertThat(result.improvements().get("p95")).isCloseTo(0.9, within(0.01));
        assertThat(result.improvements())
                .containsKeys("responseTime", "p99", "throughput")
                .containsEntry("errorRate", 1.0)
                .containsEntry("hitRatio", 1.0);
    }

    @Test
    void windowsThatBeganBeforeTheChangeSettledDoNotCount() {
        Measuring measuring = measuring(Figure.P95);

        assertThat(measuring.on(healthy().windowAt(0))).isSameAs(measuring);
        assertThat(measuring.on(healthy().window(T0 + 4_999, T0 + 14_999, 0))).isSameAs(measuring);
        assertThat(measuring.on(healthy().window(T0 + 5_000, T0 + 15_000, 0))).isInstanceOf(Finished.class);
    }

    @Test
    void windowsWithoutAReadableSketchDoNotCount() {
        Measuring measuring = measuring(Figure.P95);

        assertThat(measuring.on(healthy().withoutSketches().windowAt(10))).isSameAs(measuring);
    }

    @Test
    void aCorrectedWindowReplacesItselfAndIsNotAddedToIt() {
        Progress first = measuring(Figure.P95).on(traffic().with(L1, 15, 0, 5).window(T0 + 10_000, T0 + 20_000, 1));
        Progress outdated = first.on(traffic().with(L1, 14, 0, 5).window(T0 + 10_000, T0 + 20_000, 0));
        Progress corrected = first.on(traffic().with(L1, 16, 0, 5).window(T0 + 10_000, T0 + 20_000, 2));

        assertThat(outdated).isEqualTo(first);
        assertThat(corrected).isInstanceOf(Measuring.class).isNotEqualTo(first);
        assertThat(finished(corrected.on(traffic().with(L1, 10, 0, 5).windowAt(20)))
                        .after()
                        .count())
                .isEqualTo(26);
    }

    @Test
    void fewRequestsUntilTheDeadlineProveNothing() {
        Progress progress = measuring(Figure.P95).on(traffic().with(L1, 3, 0, 5).windowAt(10));

        assertThat(progress.at(T0 + 60_000)).isSameAs(progress);
        Finished finished = finished(progress.at(T0 + 60_001));
        assertThat(finished.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finished.improvements()).isEmpty();
        assertThat(finished.reason())
                .isEqualTo(
                        "Only 3 requests were seen within 60 s of the action, fewer than the 20 that a verdict needs.");
    }

    @Test
    void windowsAfterTheDeadlineEndItButDoNotCount() {
        Finished finished = finished(measuring(Figure.P95).on(healthy().windowAt(60)));

        assertThat(finished.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finished.after().count()).isZero();
    }

    @Test
    void mergedWindowsHaveTheQuantilesOfAllRequestsInAnyOrder() {
        Random random = new Random(42);
        for (int round = 0; round < 20; round++) {
            LatencySketch all = new LatencySketch();
            List<Window> windows = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                double ms = 1 + random.nextInt(2000);
                int count = 1 + random.nextInt(60);
                for (int request = 0; request < count; request++) {
                    all.add(Math.round(ms * 1000));
                }
                windows.add(Window.of(traffic().with(L1, count, 0, ms).windowAt(10 * i), PRODUCTS)
                        .orElseThrow());
            }
            Collections.shuffle(windows, random);

            assertThat(Window.merge(windows).p95()).isEqualTo(all.quantileMicros(0.95) / 1000);
            assertThat(Window.merge(windows).responseTime()).isEqualTo(all.meanMicros() / 1000);
            assertThat(Window.merge(windows).throughput()).isEqualTo(all.count() / 50.0);
        }
    }

    @Test
    void harmIsTakenBackUnlessSomebodyElseHasSteeredSince() {
        Finished harmful = finished(
                measuring(Figure.P95).on(traffic().with(MISS, 100, 0, 900).windowAt(10)));
        CacheControl own = harmful.action().control();
        NamespaceControl unchanged = new NamespaceControl(PRODUCTS, own, harmful.at());
        NamespaceControl changed =
                new NamespaceControl(PRODUCTS, unchanged.invalidated("a-other", "testing"), harmful.at());

        assertThat(harmful.undo(unchanged)).hasValueSatisfying(undo -> {
            assertThat(undo.mode().name()).isEqualTo("NORMAL");
            assertThat(undo.version()).isEqualTo(own.version() + 1);
            assertThat(undo.until()).isZero();
            assertThat(undo.reason()).startsWith("Taken back. The p95 went from 500 ms to ");
        });
        assertThat(harmful.undo(changed)).isEmpty();
    }

    @Test
    void whatDidNotHelpIsRepeatedEverMoreRarely() {
        Finished useless = finished(
                measuring(Figure.P95).on(traffic().with(MISS, 100, 10, 500).windowAt(10)));
        Finished useful = finished(measuring(Figure.P95).on(healthy().windowAt(10)));
        Duration cooldown = Duration.ofMinutes(5);
        Duration longest = Duration.ofMinutes(15);

        Rest first = Rest.after(useless, null, cooldown, longest);
        Rest second = Rest.after(useless, first, cooldown, longest);
        Rest third = Rest.after(useful, second, cooldown, longest);

        assertThat(first.until() - useless.at())
                .isEqualTo(Duration.ofMinutes(10).toMillis());
        assertThat(second.until() - useless.at()).isEqualTo(longest.toMillis());
        assertThat(third.failures()).isZero();
        assertThat(third.until()).isEqualTo(useful.action().control().until());
    }

    @Test
    void aRunningActionSurvivesBeingStored() {
        Progress measuring =
                measuring(Figure.P95).on(traffic().with(L1, 3, 0, 5).windowAt(10));

        assertThat(EventJson.read(EventJson.write(measuring), Measuring.class)).isEqualTo(measuring);
    }

    private static Measuring measuring(Figure figure) {
        CacheControl control =
                new NamespaceControl(PRODUCTS, null, T0).servingStale(Duration.ofMinutes(2), "a-1", "testing");
        return new Action(
                        "a-1",
                        "serve-stale",
                        true,
                        figure,
                        "request-1",
                        "alert-1",
                        BEFORE.service(),
                        BEFORE.endpoint(),
                        control,
                        "testing",
                        Before.of(BEFORE, PRODUCTS),
                        T0,
                        T0 + 5_000,
                        T0 + 60_000,
                        20)
                .measuring();
    }

    private static Finished finished(Progress progress) {
        assertThat(progress).isInstanceOf(Finished.class);
        return (Finished) progress;
    }
}
