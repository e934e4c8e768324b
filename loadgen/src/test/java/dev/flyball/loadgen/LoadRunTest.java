package dev.flyball.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.loadgen.report.LoadReport;
import dev.flyball.loadgen.report.Result;
import dev.flyball.loadgen.scenario.Phase;
import dev.flyball.loadgen.scenario.Request;
import dev.flyball.loadgen.scenario.RequestTemplate;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.scenario.Scenario.Arrivals;
import dev.flyball.loadgen.scenario.Scenario.StopEarly;
import dev.flyball.loadgen.scenario.Traffic;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class LoadRunTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Offset<Double> ABOUT_A_SECOND = Offset.offset(1_000.0);

    private final VirtualClock clock = new VirtualClock();
    private final List<Request> sent = new ArrayList<>();

    /** 100 requests a second for a minute, each answered in a millisecond, and once nothing goes for 15 s. */
    @Test
    void aFreezeShowsInTheResponseTimeThoughHardlyInTheServiceTime() {
        Target freezing = request -> {
            clock.freeze(request.sequence() == 3_000 ? Duration.ofSeconds(15) : Duration.ofMillis(1));
            return CompletableFuture.completedFuture(new Outcome.Answered(200));
        };

        Result total = run(scenario(10, null, open("steady", 60, 100, false)), freezing)
                .total();

        assertThat(total.sent()).isEqualTo(6_000);
        assertThat(total.serviceTimeMs().p99()).isEqualTo(1.0, Offset.offset(0.01));
        assertThat(total.serviceTimeMs().mean()).isLessThan(5);
        // A quarter of the requests were due in the freeze, or waited for those to be sent.
        assertThat(total.responseTimeMs().p90()).isBetween(7_000.0, 12_000.0);
        assertThat(total.responseTimeMs().p99()).isCloseTo(14_300, ABOUT_A_SECOND);
        assertThat(total.responseTimeMs().max()).isCloseTo(15_000, ABOUT_A_SECOND);
        assertThat(total.scheduleLagMs().max()).isCloseTo(15_000, ABOUT_A_SECOND);
    }

    @Test
    void requestsAreSentWhenTheyAreDue() {
        run(scenario(10, null, open("steady", 2, 4, false)), answering(Duration.ofMillis(10), 200));

        assertThat(sent)
                .extracting(request -> Duration.between(START, request.due()).toMillis())
                .containsExactly(0L, 250L, 500L, 750L, 1000L, 1250L, 1500L, 1750L);
    }

    @Test
    void whatCannotBeSentIsCounted() {
        LoadReport report =
                run(scenario(2, null, open("steady", 10, 10, false)), answering(Duration.ofSeconds(1), 200));

        // Two a second have room, the other eight of ten have not.
        assertThat(report.total().sent() + report.total().unsent()).isEqualTo(100);
        assertThat(report.total().sent()).isEqualTo(20);
        assertThat(report.total().succeeded()).isEqualTo(20);
    }

    @Test
    void usersOfAClosedPhaseWaitForTheirAnswersAndThink() {
        Phase closed = new Phase(
                "closed", Duration.ofSeconds(10), new Phase.Closed(2, Duration.ofMillis(600)), false, List.of());

        LoadReport report = run(scenario(2, null, closed), answering(Duration.ofMillis(400), 200));

        assertThat(report.phases().get(0).model()).isEqualTo("closed");
        assertThat(report.total().sent()).isEqualTo(20);
        assertThat(report.total().responseTimeMs().max()).isCloseTo(400, Offset.offset(1.0));
    }

    @Test
    void theWarmUpIsReportedApart() {
        LoadReport report = run(
                scenario(10, null, open("warm-up", 1, 50, true), open("steady", 1, 10, false)),
                answering(Duration.ofMillis(1), 200));

        assertThat(report.phases()).extracting(phase -> phase.result().sent()).containsExactly(50L, 10L);
        assertThat(report.total().sent()).isEqualTo(10);
        assertThat(report.endpoints())
                .extracting(endpoint -> endpoint.result().sent())
                .containsExactly(10L);
        assertThat(report.total().achievedRate()).isEqualTo(10);
    }

    @Test
    void errorsAreCountedByKind() {
        Target failing = request -> CompletableFuture.completedFuture(
                switch ((int) (request.sequence() % 4)) {
                    case 0 -> new Outcome.Answered(503);
                    case 1 -> new Outcome.Failed(Outcome.Kind.TIMEOUT);
                    case 2 -> new Outcome.Failed(Outcome.Kind.CONNECT);
                    default -> new Outcome.Answered(200);
                });

        Result total =
                run(scenario(10, null, open("steady", 1, 8, false)), failing).total();

        assertThat(total.errors()).isEqualTo(Map.of("status 503", 2L, "timeout", 2L, "connect", 2L));
        assertThat(total.successRate()).isEqualTo(0.25);
    }

    @Test
    void tooManyErrorsStopTheRun() {
        LoadReport report = run(
                scenario(10, new StopEarly(0.5, 20), open("steady", 60, 10, false), open("never", 60, 10, false)),
                answering(Duration.ofMillis(1), 500));

        assertThat(report.stopped()).isEqualTo("too many errors");
        assertThat(report.total().sent()).isEqualTo(20);
        assertThat(report.phases()).hasSize(1);
    }

    @Test
    void aRunCanBeStopped() {
        LoadRun[] run = new LoadRun[1];
        Target stopping = request -> {
            if (request.sequence() == 5) {
                run[0].stop();
            }
            return CompletableFuture.completedFuture(new Outcome.Answered(200));
        };
        run[0] = LoadRun.of(scenario(10, null, open("steady", 60, 10, false)), stopping, clock, () -> START);

        LoadReport report = run[0].start().await();

        assertThat(report.stopped()).isEqualTo("on request");
        assertThat(report.total().sent()).isEqualTo(6);
    }

    @Test
    void aTargetThatNeverAnswersIsNotWaitedForForEver() {
        LoadReport report = run(scenario(10, null, open("steady", 1, 5, false)), request -> new CompletableFuture<>());

        assertThat(report.total().errors()).isEqualTo(Map.of("unanswered", 5L));
    }

    @Test
    void aTargetThatThrowsBreaksTheRunVisibly() {
        LoadRun run = LoadRun.of(
                scenario(10, null, open("steady", 1, 5, false)),
                request -> {
                    throw new IllegalStateException("no such target");
                },
                clock,
                () -> START);

        assertThatThrownBy(() -> run.start().await()).hasMessageContaining("no such target");
    }

    @Test
    void progressTellsOfTheLastSeconds() {
        List<LoadProgress> seen = new ArrayList<>();
        LoadRun[] run = new LoadRun[1];
        Target watching = request -> {
            if (request.sequence() == 299) {
                seen.add(run[0].progress());
            }
            clock.freeze(Duration.ofMillis(2));
            return CompletableFuture.completedFuture(new Outcome.Answered(request.sequence() < 10 ? 500 : 200));
        };
        run[0] = LoadRun.of(scenario(10, null, open("steady", 60, 10, false)), watching, clock, () -> START);

        run[0].start().await();

        assertThat(seen).singleElement().satisfies(progress -> {
            assertThat(progress.phase()).isEqualTo("steady");
            assertThat(progress.sent()).isEqualTo(300);
            assertThat(progress.failed()).isEqualTo(10);
            assertThat(progress.rate()).isCloseTo(10, Offset.offset(0.5));
            assertThat(progress.p99Ms()).isCloseTo(2, Offset.offset(0.1));
        });
    }

    private LoadReport run(Scenario scenario, Target target) {
        return LoadRun.of(scenario, target, clock, () -> START).start().await();
    }

    private Target answering(Duration after, int status) {
        return request -> {
            sent.add(request);
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            clock.in(after, () -> answer.complete(new Outcome.Answered(status)));
            return answer;
        };
    }

    private static Phase open(String name, int seconds, double rate, boolean warmup) {
        return new Phase(name, Duration.ofSeconds(seconds), new Phase.Open(rate, rate), warmup, List.of());
    }

    private static Scenario scenario(int maxInFlight, StopEarly stopEarly, Phase... phases) {
        RequestTemplate request = new RequestTemplate("GET /", "GET", "/", null, 1, Map.of(), Set.of(), null);
        return new Scenario(
                "test",
                1,
                new Traffic.Http(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1), Map.of(), null),
                List.of(request),
                10,
                Arrivals.EVEN,
                maxInFlight,
                stopEarly,
                List.of(phases));
    }
}
