package dev.flyball.processor.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flyball.processor.digest.LiveDigests;
import dev.flyball.processor.rules.Explanation;
import dev.flyball.processor.rules.Gate;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.windows.Panes;
import dev.flyball.processor.windows.Retention;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DriftAlertTest {
    private static final MonitorSettings SETTINGS = settings(1);
    private static final int HOUR = 3_600;

    private static final class Alerts implements Publication {
        private final List<Alert> alerts = new ArrayList<>();

        @Override
        public void metrics(EndpointMetrics metrics) {}

        @Override
        public void alert(Alert alert) {
            alerts.add(alert);
        }

        @Override
        public void request(OptimizationRequest request) {}
    }

    private final Alerts published = new Alerts();
    private final Random random = new Random(4);
    private long second = 1_000;

    private static MonitorSettings settings(double falseAlarmsPerMonth) {
        Rule drift = RuleSet.DEFAULT.rules().stream()
                .filter(rule -> rule.name().equals("drift"))
                .findFirst()
                .orElseThrow();
        Rule tuned = new Rule(
                drift.schemaVersion(),
                drift.name(),
                2,
                0,
                true,
                new Condition.Drift(falseAlarmsPerMonth, null),
                drift.match(),
                drift.forMs(),
                drift.keepFiringMs(),
                drift.severity(),
                null,
                drift.labels());
        return new MonitorSettings(
                new RuleSet(List.of(tuned)),
                MonitorSettings.DEFAULT.lateRetention(),
                MonitorSettings.DEFAULT.requestEvery(),
                MonitorSettings.DEFAULT.endpointExpiry());
    }

    private void run(Monitor monitor, int seconds, double slower, double failing) {
        for (int i = 0; i < seconds; i++) {
            LiveDigests live = new LiveDigests();
            for (int request = 0; request < 10; request++) {
                live.add(Sample.of(
                        second * 1_000 + request * 90,
                        "shop",
                        "GET /",
                        (20 + random.nextInt(30)) * slower,
                        random.nextDouble() < failing ? 500 : 200));
            }
            live.drain(monitor::add);
            second++;
            monitor.advanceTo(second * 1_000, published);
        }
    }

    @Test
    void eachSignalHasAnAlertOfItsOwnThatBeginsAndEndsOnce() {
        Monitor monitor = new Monitor(SETTINGS);
        run(monitor, HOUR, 1, 0);
        long faultMs = second * 1_000;
        run(monitor, 60, 10, 0.5);
        run(monitor, 120, 1, 0);

        assertThat(published.alerts)
                .extracting(Alert::rule, Alert::kind, Alert::metric, Alert::state)
                .containsExactlyInAnyOrder(
                        tuple("drift:latency", AlertKind.LATENCY, Metric.P95, AlertState.FIRING),
                        tuple("drift:errors", AlertKind.ERROR, Metric.ERROR_RATE, AlertState.FIRING),
                        tuple("drift:latency", AlertKind.LATENCY, Metric.P95, AlertState.RESOLVED),
                        tuple("drift:errors", AlertKind.ERROR, Metric.ERROR_RATE, AlertState.RESOLVED));
        Alert first = published.alerts.get(0);
        assertThat(first.startedAt()).isEqualTo(faultMs + 2_000);
        assertThat(first.severity()).isEqualTo(Severity.WARNING);
        assertThat(first.value()).isGreaterThan(first.threshold());
    }

    @Test
    void silenceIsNoticedThoughNothingComes() {
        Monitor monitor = new Monitor(SETTINGS);
        run(monitor, HOUR, 1, 0);
        long silentMs = second * 1_000;
        monitor.advanceTo(silentMs + 60_000, published);

        assertThat(published.alerts).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("drift:traffic");
            assertThat(alert.kind()).isEqualTo(AlertKind.SILENCE);
            assertThat(alert.startedAt() - silentMs).isBetween(5_000L, 30_000L);
            assertThat(alert.value()).isLessThan(alert.threshold());
        });
    }

    @Test
    void whatWasLearnedSurvivesARestart() {
        SavedState saved = new SavedState();
        Monitor before = new Monitor(SETTINGS);
        run(before, HOUR, 1, 0);
        saved.save(before, List.of());

        Monitor after = saved.restored(new Monitor(SETTINGS));
        run(after, 2, 10, 0);

        assertThat(published.alerts).extracting(Alert::rule).containsExactly("drift:latency");
    }

    @Test
    void aRestartChangesNothingThatIsPublished() {
        Monitor straight = new Monitor(SETTINGS);
        run(straight, HOUR, 1, 0.01);
        run(straight, 30, 2, 0.05);
        run(straight, 60, 1, 0.01);
        List<Alert> expected = List.copyOf(published.alerts);
        assertThat(expected).isNotEmpty();

        published.alerts.clear();
        random.setSeed(4);
        second = 1_000;
        Monitor stopped = new Monitor(SETTINGS);
        SavedState saved = new SavedState();
        random.setSeed(4);
        run(stopped, HOUR, 1, 0.01);
        for (int restart = 0; restart < 6; restart++) {
            saved.save(stopped, published.alerts);
            stopped = saved.restored(new Monitor(SETTINGS));
            run(stopped, 5, 2, 0.05);
        }
        saved.save(stopped, published.alerts);
        run(saved.restored(new Monitor(SETTINGS)), 60, 1, 0.01);

        assertThat(published.alerts).isEqualTo(expected);
    }

    @Test
    void anotherBudgetKeepsWhatWasLearned() {
        SavedState saved = new SavedState();
        Monitor before = new Monitor(SETTINGS);
        run(before, HOUR, 1, 0);
        saved.save(before, List.of());

        run(saved.restored(new Monitor(settings(100))), 2, 10, 0);

        assertThat(published.alerts).extracting(Alert::rule).containsExactly("drift:latency");
    }

    @Test
    void whatWasLearnedAndHowFarItIsFromAnAlarmCanBeAskedFor() {
        SavedState saved = new SavedState();
        Monitor monitor = new Monitor(SETTINGS);
        run(monitor, HOUR, 1, 0.01);
        run(monitor, 1, 10, 0.01);
        saved.save(monitor, List.of());

        List<Explanation> explained = Explanation.of(
                SETTINGS.rules(),
                new Endpoint("shop", "GET /"),
                new Panes(Retention.of(List.of(1_000L), 0)).upTo(second * 1_000),
                Monitor.learned(
                        saved.endpoint(new Endpoint("shop", "GET /")), new Panes(Retention.of(List.of(1_000L), 0))));

        assertThat(explained)
                .extracting(Explanation::rule)
                .containsExactly("drift:latency", "drift:errors", "drift:traffic");
        Explanation latency = explained.get(0);
        assertThat(latency.usual()).isBetween(45.0, 52.0);
        assertThat(latency.gates())
                .extracting(Gate::name)
                .containsExactly("seconds for which it is known", "requests learned from", "log evidence");
        assertThat(latency.gates()).extracting(Gate::passes).containsExactly(true, true, false);
        Gate evidence = latency.gates().get(2);
        assertThat(evidence.value()).isBetween(evidence.bound() / 2, evidence.bound());
        assertThat(explained.get(2).usual()).isBetween(9.0, 11.0);
    }
}
