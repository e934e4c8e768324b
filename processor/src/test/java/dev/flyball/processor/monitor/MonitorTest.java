package dev.flyball.processor.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.digest.LiveDigests;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.rules.Rules;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MonitorTest {
    /** Writes down what is published, in its order. */
    private static final class Notes implements Publication {
        private final List<Object> events = new ArrayList<>();

        @Override
        public void metrics(EndpointMetrics metrics) {
            events.add(metrics);
        }

        @Override
        public void alert(Alert alert) {
            events.add(alert);
        }

        @Override
        public void request(OptimizationRequest request) {
            events.add(request);
        }

        private List<Alert> alerts() {
            return events.stream()
                    .filter(Alert.class::isInstance)
                    .map(Alert.class::cast)
                    .toList();
        }

        private List<EndpointMetrics> windows() {
            return events.stream()
                    .filter(EndpointMetrics.class::isInstance)
                    .map(EndpointMetrics.class::cast)
                    .toList();
        }
    }

    private final Notes notes = new Notes();

    private static void add(Monitor monitor, List<Sample> samples) {
        LiveDigests live = new LiveDigests();
        samples.forEach(live::add);
        live.drain(monitor::add);
    }

    private static List<Sample> traffic(Random random, int seconds) {
        List<Sample> samples = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < 30; i++) {
                boolean incident = second > 20 && second < 40;
                samples.add(Sample.of(
                        second * 1_000L + random.nextInt(1_000),
                        "shop",
                        "GET /" + random.nextInt(3),
                        20 + random.nextInt(50) + (incident ? 800 : 0),
                        incident && random.nextInt(3) == 0 ? 500 : 200));
            }
        }
        return samples;
    }

    private static Monitor monitor() {
        return new Monitor(MonitorSettings.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsPublishedDoesNotDependOnOrderOrSpeed(long seed) {
        Random random = new Random(seed);
        List<Sample> traffic = traffic(random, 80);

        // in order, pane by pane
        Notes live = new Notes();
        Monitor following = monitor();
        for (long now = 1_000; now <= 80_000; now += 1_000) {
            long to = now;
            add(
                    following,
                    traffic.stream()
                            .filter(s -> s.timestamp() >= to - 1_000 && s.timestamp() < to)
                            .toList());
            following.advanceTo(now, live);
        }
        // shuffled, all at once
        Notes replay = new Notes();
        Monitor catchingUp = monitor();
        Collections.shuffle(traffic, random);
        add(catchingUp, traffic);
        catchingUp.advanceTo(80_000, replay);

        assertThat(live.events).hasSizeGreaterThan(20).anyMatch(OptimizationRequest.class::isInstance);
        assertThat(replay.events).isEqualTo(live.events);
    }

    @Test
    void aRestoredMonitorGoesOnWhereTheOldOneStood() {
        Random random = new Random(7);
        List<Sample> traffic = traffic(random, 80);
        Notes whole = new Notes();
        Monitor undisturbed = monitor();
        Notes interrupted = new Notes();
        Monitor current = monitor();
        SavedState state = new SavedState();

        for (long now = 1_000; now <= 80_000; now += 1_000) {
            long to = now;
            List<Sample> pane = traffic.stream()
                    .filter(s -> s.timestamp() >= to - 1_000 && s.timestamp() < to)
                    .toList();
            add(undisturbed, pane);
            undisturbed.advanceTo(now, whole);
            add(current, pane);
            current.advanceTo(now, interrupted);
            List<Sample> late = lateness(random, now);
            add(undisturbed, late);
            add(current, late);
            state.save(current, interrupted.alerts());
            if (now % 7_000 == 0) {
                current = state.restored(monitor());
            }
        }

        assertThat(interrupted.events).isEqualTo(whole.events);
    }

    /** Samples of windows that are closed, some of an endpoint that had none there. */
    private static List<Sample> lateness(Random random, long now) {
        return now < 30_000
                ? List.of()
                : List.of(
                        Sample.of(now - 25_000 + random.nextInt(20_000), "shop", "GET /0", 7, 200),
                        Sample.of(now - 25_000 + random.nextInt(20_000), "shop", "GET /rare", 7, 200));
    }

    @Test
    void aLateSampleOfAWindowThatWasEmptyIsItsFirstRevision() {
        Monitor monitor = monitor();
        add(monitor, List.of(Sample.of(25_000, "shop", "GET /", 5, 200)));
        monitor.advanceTo(30_000, notes);

        add(monitor, List.of(Sample.of(26_000, "shop", "GET /late", 5, 200)));
        monitor.advanceTo(31_000, notes);

        EndpointMetrics late = notes.windows().get(1);
        assertThat(late.endpoint()).isEqualTo("GET /late");
        assertThat(late.revision()).isZero();
        assertThat(late.late()).isEqualTo(1);
    }

    @Test
    void severalLateDigestsBetweenTwoPanesAreOneRevision() {
        Monitor monitor = monitor();
        add(monitor, List.of(Sample.of(5_000, "shop", "GET /", 5, 200)));
        monitor.advanceTo(10_000, notes);

        add(monitor, List.of(Sample.of(6_000, "shop", "GET /", 5, 200)));
        add(monitor, List.of(Sample.of(7_000, "shop", "GET /", 5, 200)));
        monitor.advanceTo(11_000, notes);
        add(monitor, List.of(Sample.of(8_000, "shop", "GET /", 5, 200)));
        monitor.advanceTo(12_000, notes);

        assertThat(notes.windows()).extracting(EndpointMetrics::revision).containsExactly(0, 1, 2);
        assertThat(notes.windows()).extracting(EndpointMetrics::count).containsExactly(1L, 3L, 4L);
        assertThat(notes.windows()).extracting(EndpointMetrics::late).containsExactly(0L, 2L, 3L);
    }

    @Test
    void whatIsOlderThanTheRetentionIsLeftOutAndCounted() {
        Monitor monitor = monitor();
        add(monitor, List.of(Sample.of(500_000, "shop", "GET /", 5, 200)));
        monitor.advanceTo(510_000, notes);

        LiveDigests live = new LiveDigests();
        live.add(Sample.of(1_000, "shop", "GET /", 5, 200));
        live.drain((endpoint, panes) -> assertThat(monitor.add(endpoint, panes)).isEqualTo(new Monitor.Added(0, 0, 1)));
    }

    @Test
    void aLateDigestCountsFromTheBoundaryThatItsPartitionHadReached() {
        Monitor monitor = monitor();
        add(monitor, List.of(Sample.of(5_000, "shop", "GET /", 5, 200)));
        monitor.advanceTo(11_000, notes);
        LiveDigests live = new LiveDigests();
        live.add(Sample.of(6_000, "shop", "GET /", 5, 200));

        live.drain((endpoint, panes) -> monitor.addLate(endpoint, 15_000, panes));
        monitor.advanceTo(14_000, notes);
        assertThat(notes.windows()).hasSize(1);

        monitor.advanceTo(15_000, notes);
        assertThat(notes.windows()).extracting(EndpointMetrics::revision).containsExactly(0, 1);
    }

    @Test
    void aGapOfManyHoursCostsNothing() {
        Monitor monitor = monitor();
        add(monitor, List.of(Sample.of(1_000, "shop", "GET /", 5, 200)));
        monitor.advanceTo(2_000, notes);

        monitor.advanceTo(1_000L * 365 * 24 * 3_600 * 1_000, notes);

        assertThat(notes.windows()).hasSize(1);
        assertThat(monitor.endpoints()).isZero();
    }

    @Test
    void aSampleFromLongAgoDoesNotHoldUpTheOthers() {
        Monitor monitor = monitor();
        add(monitor, List.of(Sample.of(0, "shop", "GET /1970", 5, 200)));
        add(monitor, List.of(Sample.of(1_763_836_800_000L, "shop", "GET /", 5, 200)));

        monitor.advanceTo(1_763_836_810_000L, notes);

        assertThat(notes.windows()).extracting(EndpointMetrics::endpoint).containsExactly("GET /1970", "GET /");
        assertThat(monitor.endpoints()).isEqualTo(1);
    }

    @Test
    void anEndpointIsForgottenAnHourAfterItsLastSampleAndNotBefore() {
        MonitorSettings hour = new MonitorSettings(
                RuleSet.DEFAULT, Duration.ofMinutes(2), Duration.ofSeconds(30), Duration.ofHours(1));
        Monitor monitor = new Monitor(hour);
        SavedState state = new SavedState();
        add(monitor, List.of(Sample.of(1_000, "shop", "GET /", 5, 200)));
        monitor.advanceTo(10_000, notes);
        state.save(monitor, List.of());

        monitor.advanceTo(3_600_000, notes);
        state.save(monitor, List.of());
        assertThat(monitor.endpoints()).isEqualTo(1);
        assertThat(state.journal().blockRecords()).as("old blocks").isZero();
        assertThat(state.restored(new Monitor(hour)).endpoints()).isEqualTo(1);

        monitor.advanceTo(3_660_000, notes);
        state.save(monitor, List.of());
        assertThat(monitor.endpoints()).isZero();
        assertThat(state.restored(new Monitor(hour)).endpoints()).isZero();

        monitor.advanceTo(3_700_000, notes);
        state.save(monitor, List.of());
        assertThat(state.journal().bytes()).isZero();
    }

    /** The shortcut must not be noticed: looking at an endpoint each second gives the same, word for word. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void lookingOnlyWhenItMattersGivesTheSameAsLookingEachSecond(long seed) {
        Random random = new Random(seed);
        RuleSet rules = new RuleSet(List.of(
                Rules.rule("errors", Rules.ERRORS),
                Rules.rule("mean", new Condition.Threshold(Metric.MEAN, 100, 30_000, 0.9, 2)),
                Rules.rule("long", new Condition.Threshold(Metric.P90, 200, 900_000, 0.9, 3))));
        MonitorSettings settings =
                new MonitorSettings(rules, Duration.ofMinutes(2), Duration.ofSeconds(30), Duration.ofHours(1));
        Monitor monitor = new Monitor(settings);
        InForce inForce = new InForce(rules, settings);
        EndpointMonitor eachSecond = new EndpointMonitor(new Endpoint("shop", "GET /"), settings, inForce, 0);
        Notes expected = new Notes();

        for (long now = 1_000; now <= 2_000_000; now += 1_000) {
            for (Sample sample : burst(random, now)) {
                LiveDigests live = new LiveDigests();
                live.add(sample);
                live.drain((endpoint, panes) -> {
                    monitor.add(endpoint, panes);
                    panes.forEach(pane -> eachSecond.add(pane.startMs(), pane.digest()));
                });
            }
            eachSecond.evaluate(now, inForce, expected);
            if (random.nextInt(20) == 0) {
                monitor.advanceTo(now, notes);
            }
        }
        monitor.advanceTo(2_000_000, notes);

        assertThat(expected.alerts()).hasSizeGreaterThan(10);
        assertThat(notes.events).isEqualTo(expected.events);
    }

    /** Rare samples, now and then many, good ones first and bad ones later, so that the share rises as good ones leave. */
    private static List<Sample> burst(Random random, long now) {
        int phase = (int) (now / 20_000 % 10);
        int rate = phase == 0 ? 5 : random.nextInt(phase < 4 ? 3 : 15) == 0 ? 1 : 0;
        boolean bad = now / 10_000 % 2 == 1 && random.nextInt(2) == 0;
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < rate; i++) {
            samples.add(
                    Sample.of(now - 1_000 + random.nextInt(1_000), "shop", "GET /", bad ? 900 : 10, bad ? 500 : 200));
        }
        return samples;
    }
}
