package dev.flyball.processor.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.digest.LiveDigests;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.rules.Rules;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Restarts make no difference where what is saved outlives its use to an endpoint: endpoints that are forgotten and come
 * back, rules that look back further than before, or for others only, and samples that come late.
 */
final class RestartTest {
    private static final long END = Duration.ofHours(4).toMillis();
    /** How long endpoints stay busy, or silent. */
    private static final long TURN = 700_000;

    private static final Condition LONG = new Condition.Threshold(Metric.P90, 200, 3_600_000, 0.9, 3);

    private static final Rule SILENCE = Rules.rule("silence", new Condition.Silence(60_000, 600_000, 0.5));

    private static final MonitorSettings SETTINGS = new MonitorSettings(
            new RuleSet(List.of(
                    Rules.rule("errors", Rules.ERRORS),
                    Rules.rule("long", LONG, new Rule.Match("*", "GET /1*", true, null)),
                    Rules.rule("drift", new Condition.Drift(100, Set.of())))),
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ofMinutes(6));

    /** One course of events, from the same seed always the same but for the restarts. */
    private static final class Course implements Publication {
        private final Random traffic;
        private final Random restarts;
        private final List<Object> events = new ArrayList<>();
        private final List<Alert> unsaved = new ArrayList<>();
        private final SavedState saved = new SavedState();
        private Monitor monitor = new Monitor(SETTINGS);
        private long mostBytes;
        private int restarted;

        Course(long seed, Random restarts) {
            this.traffic = new Random(seed);
            this.restarts = restarts;
        }

        Course run(boolean isInterrupted) {
            for (long now = 0; now < END; now += 1_000) {
                add(now);
                change(now);
                monitor.advanceTo(now + 1_000, this);
                boolean commits = restarts.nextInt(now % 600_000 < 60_000 || hasTurned(now) ? 3 : 100) == 0;
                if (commits) {
                    saved.save(monitor, unsaved);
                    unsaved.clear();
                    mostBytes = Math.max(mostBytes, saved.journal().bytes());
                }
                if (commits && isInterrupted && restarts.nextInt(5) == 0) {
                    restart();
                }
            }
            return this;
        }

        /** Whether some endpoints have just fallen silent. */
        private static boolean hasTurned(long now) {
            return now % TURN < 60_000;
        }

        private void restart() {
            restarted++;
            Monitor next = new Monitor(SETTINGS);
            next.rules().restore(monitor.rules().versions("more"));
            next.rules().restore(monitor.rules().versions("silence"));
            monitor = saved.restored(next);
        }

        /** Each endpoint has times at which it is busy, and others at which it is silent for long enough to be forgotten. */
        private void add(long now) {
            LiveDigests live = new LiveDigests();
            LiveDigests late = new LiveDigests();
            for (int endpoint = 0; endpoint < 20; endpoint++) {
                boolean silent = (now / TURN + endpoint) % 3 == 0 && endpoint % 2 == 0;
                if (!silent && traffic.nextInt(4 + 3 * endpoint) == 0) {
                    boolean isLate = traffic.nextInt(10) == 0;
                    long at = Math.max(0, now + traffic.nextInt(1_000) - (isLate ? traffic.nextInt(120_000) : 0));
                    boolean bad = now / 300_000 % 4 == 3 && traffic.nextBoolean();
                    (isLate ? late : live)
                            .add(Sample.of(at, "shop", "GET /" + endpoint, bad ? 900 : 20, bad ? 500 : 200));
                }
            }
            live.drain(monitor::add);
            late.drain((endpoint, panes) -> monitor.addLate(endpoint, now + 3_000, panes));
        }

        private void change(long now) {
            Rule more = Rules.rule("more", LONG, new Rule.Match("*", "GET /*", true, null));
            switch (traffic.nextInt(800)) {
                case 0 -> monitor.rules().tell(more.versioned(now + 1, now));
                case 1 -> monitor.rules().withdraw("more");
                default -> {}
            }
            switch (traffic.nextInt(hasTurned(now) ? 30 : 400)) {
                case 0 -> monitor.rules().tell(SILENCE.versioned(now + 1, now));
                case 1 -> monitor.rules().withdraw("silence");
                default -> {}
            }
        }

        @Override
        public void metrics(EndpointMetrics metrics) {
            events.add(metrics);
        }

        @Override
        public void alert(Alert alert) {
            events.add(alert);
            unsaved.add(alert);
        }

        @Override
        public void request(OptimizationRequest request) {
            events.add(request);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void nothingDependsOnRestarts(long seed) {
        Course undisturbed = new Course(seed, new Random(-seed)).run(false);
        Course interrupted = new Course(seed, new Random(-seed - 100)).run(true);

        assertThat(interrupted.restarted).isGreaterThan(30);
        assertThat(undisturbed.events)
                .hasSizeGreaterThan(1_000)
                .anyMatch(event -> event instanceof Alert alert && alert.rule().equals("long"))
                .anyMatch(event -> event instanceof Alert alert && alert.rule().equals("more"))
                .anyMatch(event -> event instanceof Alert alert && alert.rule().equals("silence"));
        for (int i = 0; i < undisturbed.events.size(); i++) {
            assertThat(interrupted.events.get(i)).as("event %s", i).isEqualTo(undisturbed.events.get(i));
        }
        assertThat(interrupted.events).hasSameSizeAs(undisturbed.events);
        assertThat(interrupted.mostBytes).as("what is kept").isLessThan(500_000);
    }
}
