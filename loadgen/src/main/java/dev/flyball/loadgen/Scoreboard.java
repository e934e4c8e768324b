package dev.flyball.loadgen;

import dev.flyball.loadgen.report.LoadReport;
import dev.flyball.loadgen.report.Result;
import dev.flyball.loadgen.scenario.Phase;
import dev.flyball.loadgen.scenario.Request;
import dev.flyball.loadgen.scenario.RequestTemplate;
import dev.flyball.loadgen.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Everything that is counted in a run. Thread-safe; all times are nanoseconds since the run began. */
final class Scoreboard {
    private final Scenario scenario;
    private final List<PhaseScore> phases = new ArrayList<>();
    private final Map<String, Tally> endpoints = new LinkedHashMap<>();
    private final RecentTimes recent = new RecentTimes();
    private long sent;
    private long unsent;
    private long finished;
    private long failed;
    private String currentPhase = "";

    Scoreboard(Scenario scenario) {
        this.scenario = scenario;
        for (RequestTemplate request : scenario.requests()) {
            endpoints.put(request.endpoint(), new Tally());
        }
    }

    /** A phase that was reached. */
    static final class PhaseScore {
        private final Phase phase;
        private final Tally tally = new Tally();
        private final long began;
        private long elapsed;

        private PhaseScore(Phase phase, long began) {
            this.phase = phase;
            this.began = began;
        }
    }

    synchronized PhaseScore begin(Phase phase, long at) {
        PhaseScore score = new PhaseScore(phase, at);
        phases.add(score);
        currentPhase = phase.name();
        return score;
    }

    synchronized void end(PhaseScore score, long at) {
        score.elapsed = at - score.began;
        currentPhase = "";
    }

    synchronized void unsent(PhaseScore score, Request request) {
        unsent++;
        score.tally.unsent();
        Tally endpoint = endpointOf(score, request);
        if (endpoint != null) {
            endpoint.unsent();
        }
    }

    synchronized void sent(PhaseScore score, Request request, long lag) {
        sent++;
        score.tally.sent(lag);
        Tally endpoint = endpointOf(score, request);
        if (endpoint != null) {
            endpoint.sent(lag);
        }
    }

    /** Counts a request that has ended; returns whether the scenario wants to stop because of it. */
    synchronized boolean ended(
            PhaseScore score, Request request, Outcome outcome, long responseTime, long serviceTime, long at) {
        finished++;
        if (!outcome.isSuccess(request.template())) {
            failed++;
        }
        recent.add(at, responseTime);
        score.tally.ended(request.template(), outcome, responseTime, serviceTime);
        Tally endpoint = endpointOf(score, request);
        if (endpoint != null) {
            endpoint.ended(request.template(), outcome, responseTime, serviceTime);
        }
        return scenario.stopEarly() != null && scenario.stopEarly().applies(finished, failed);
    }

    synchronized LoadProgress progress(long at, int inFlight) {
        Histogram last = recent.upTo(at);
        // Of the slots that are merged, the newest is still being filled.
        double seconds = Math.min(at / 1e9, RecentTimes.SECONDS - 1 + at / 1e9 % 1);
        return new LoadProgress(
                currentPhase,
                Duration.ofNanos(at),
                sent,
                failed,
                unsent,
                inFlight,
                seconds <= 0 ? 0 : last.getTotalCount() / seconds,
                last.getValueAtPercentile(50) / 1e3,
                last.getValueAtPercentile(95) / 1e3,
                last.getValueAtPercentile(99) / 1e3);
    }

    synchronized LoadReport report(Instant startedAt, long elapsed, @Nullable String stopped) {
        Tally total = new Tally();
        long totalElapsed = 0;
        List<LoadReport.OfPhase> ofPhases = new ArrayList<>();
        for (PhaseScore score : phases) {
            ofPhases.add(new LoadReport.OfPhase(
                    score.phase.name(),
                    score.phase.load().model(),
                    score.phase.warmup(),
                    Duration.ofNanos(score.elapsed).toMillis(),
                    score.tally.result(score.elapsed)));
            if (!score.phase.warmup()) {
                total.add(score.tally);
                totalElapsed += score.elapsed;
            }
        }
        List<LoadReport.OfEndpoint> ofEndpoints = new ArrayList<>();
        for (Map.Entry<String, Tally> endpoint : endpoints.entrySet()) {
            Result result = endpoint.getValue().result(totalElapsed);
            ofEndpoints.add(new LoadReport.OfEndpoint(endpoint.getKey(), result));
        }
        return new LoadReport(
                LoadReport.SCHEMA_VERSION,
                scenario.name(),
                scenario.seed(),
                startedAt.toString(),
                Duration.ofNanos(elapsed).toMillis(),
                stopped,
                total.result(totalElapsed),
                ofPhases,
                ofEndpoints);
    }

    private @Nullable Tally endpointOf(PhaseScore score, Request request) {
        return score.phase.warmup() ? null : endpoints.get(request.endpoint());
    }
}
