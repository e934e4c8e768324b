package dev.flyball.processor.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.digest.LiveDigests;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.rules.Rules;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the traffic, however rules change, and wherever the monitor is restarted. */
final class OneOpenAlertTest {
    private static final int SECONDS = 600;
    private static final List<String> NAMES = List.of("errors", "slow", "one", "two");
    private static final List<Condition> CONDITIONS = List.of(
            new Condition.Threshold(Metric.ERROR_RATE, 0.05, 5_000, 0.9, 5),
            new Condition.Threshold(Metric.P95, 100, 5_000, 0.9, 5),
            new Condition.Threshold(Metric.P95, 10, 5_000, 0.9, 5),
            new Condition.Threshold(Metric.THROUGHPUT, 5, 5_000, 0.9, 5),
            new Condition.SloBurn(0.99, null, 0.9, 5),
            new Condition.Baseline(Metric.P90, 2, 5_000, 30_000, 5_000, 0.9, 5),
            new Condition.Silence(3_000, 30_000, 0.9));

    /** What is kept must not depend on which rules there were when. */
    private static final Rule LONG_MEMORY =
            Rules.rule("long memory", new Condition.Silence(60_000, 7_200_000, 0.999999));

    private final List<Alert> published = new ArrayList<>();
    private final List<Alert> sinceSaved = new ArrayList<>();
    private SavedState saved = new SavedState();

    private final Publication publication = new Publication() {
        @Override
        public void metrics(EndpointMetrics metrics) {}

        @Override
        public void alert(Alert alert) {
            published.add(alert);
            sinceSaved.add(alert);
        }

        @Override
        public void request(OptimizationRequest request) {}
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thereIsAtMostOneOpenAlertForEachRuleAndEndpoint(long seed) {
        run(seed, true);

        Map<String, Alert> last = new HashMap<>();
        for (Alert alert : published) {
            Alert before = last.put(alert.key(), alert);
            boolean wasOpen = before != null && before.state() != AlertState.RESOLVED;
            if (wasOpen) {
                assertThat(alert.id()).as("%s after %s", alert, before).isEqualTo(before.id());
                assertThat(alert.state()).isGreaterThan(before.state());
            } else {
                // What has no 'for', as drift, fires at once.
                assertThat(alert.state())
                        .as("%s after %s", alert, before)
                        .isEqualTo(alert.rule().startsWith("drift:") ? AlertState.FIRING : AlertState.PENDING);
                assertThat(alert.startedAt()).isGreaterThanOrEqualTo(before == null ? 0 : before.resolvedAt());
            }
        }
        assertThat(published).extracting(Alert::state).contains(AlertState.FIRING, AlertState.RESOLVED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void restartsChangeNothing(long seed) {
        run(seed, false);
        List<Alert> uninterrupted = List.copyOf(published);
        published.clear();
        sinceSaved.clear();
        saved = new SavedState();

        run(seed, true);

        assertThat(published).isEqualTo(uninterrupted);
    }

    private void run(long seed, boolean restarts) {
        Random traffic = new Random(seed);
        Random whims = new Random(-seed);
        Monitor monitor = new Monitor(MonitorSettings.DEFAULT);
        monitor.rules().tell(LONG_MEMORY);
        for (int second = 0; second < SECONDS; second++) {
            long now = second * 1_000L;
            add(monitor, traffic, now);
            change(monitor.rules(), traffic, now);
            monitor.advanceTo(now + 1_000, publication);
            if (whims.nextInt(20) == 0 && restarts) {
                monitor = restarted(monitor);
            }
        }
    }

    private static void add(Monitor monitor, Random random, long now) {
        int mood = (int) (now / 40_000 % 4);
        LiveDigests live = new LiveDigests();
        for (int i = random.nextInt(mood == 3 ? 1 : 20); i > 0; i--) {
            live.add(Sample.of(
                    now + random.nextInt(1_000),
                    "shop",
                    "GET /" + random.nextInt(2),
                    20 + random.nextInt(mood == 1 ? 900 : 30),
                    mood == 2 && random.nextBoolean() ? 500 : 200));
        }
        live.drain(monitor::add);
    }

    private static void change(RuleBook rules, Random random, long now) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        switch (random.nextInt(30)) {
            case 0 -> rules.withdraw(name);
            case 1, 2 -> rules.tell(some(name, random).versioned(now + 1, now + random.nextInt(10_000) - 5_000));
            default -> {}
        }
    }

    private static Rule some(String name, Random random) {
        return Rules.rule(
                name,
                CONDITIONS.get(random.nextInt(CONDITIONS.size())),
                new Rule.Match("*", random.nextBoolean() ? "*" : "GET /0", random.nextInt(5) > 0, null));
    }

    private Monitor restarted(Monitor monitor) {
        saved.save(monitor, List.copyOf(sinceSaved));
        sinceSaved.clear();
        Monitor next = new Monitor(MonitorSettings.DEFAULT);
        next.rules().tell(LONG_MEMORY);
        NAMES.forEach(name -> next.rules().restore(monitor.rules().versions(name)));
        return saved.restored(next);
    }
}
