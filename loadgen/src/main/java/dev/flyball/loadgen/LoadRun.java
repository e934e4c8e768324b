package dev.flyball.loadgen;

import dev.flyball.loadgen.pacing.ArrivalSchedule;
import dev.flyball.loadgen.pacing.Demand;
import dev.flyball.loadgen.pacing.PaceClock;
import dev.flyball.loadgen.report.LoadReport;
import dev.flyball.loadgen.scenario.Phase;
import dev.flyball.loadgen.scenario.Request;
import dev.flyball.loadgen.scenario.RequestMix;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.scenario.Seed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario against a target.
 *
 * <p>Open phases are paced by intended start times that are fixed before anything is sent; what cannot be sent in time
 * is sent late, and that lateness is part of its response time. What cannot be sent at all, because too many requests
 * are on their way, is counted as unsent.
 */
public final class LoadRun {
    /** How long a user waits who could not even ask. */
    private static final long RETRY_NANOS = Duration.ofMillis(100).toNanos();

    private final Scenario scenario;
    private final Target target;
    private final PaceClock clock;
    private final InstantSource wallClock;
    private final RequestMix mix;
    private final Scoreboard board;
    private final Map<Long, Flight> inFlight = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable String> stopReason = new AtomicReference<>();
    private final CompletableFuture<LoadReport> report = new CompletableFuture<>();
    private final Thread thread;
    private Instant startedAt = Instant.EPOCH;
    private volatile long startedNanos;
    private volatile boolean started;
    private long sequence;

    private LoadRun(Scenario scenario, Target target, PaceClock clock, InstantSource wallClock) {
        this.scenario = scenario;
        this.target = target;
        this.clock = clock;
        this.wallClock = wallClock;
        mix = new RequestMix(scenario);
        board = new Scoreboard(scenario);
        thread = new Thread(this::run, "flyball-load");
        thread.setDaemon(true);
    }

    /** A run by the clocks of this machine. The target stays open when it is over. */
    public static LoadRun of(Scenario scenario, Target target) {
        return of(scenario, target, PaceClock.system(), InstantSource.system());
    }

    /**
     * A run by the given clocks.
     *
     * @param clock paces the requests, and measures them
     * @param wallClock asked once, for the moment at which the run starts
     */
    public static LoadRun of(Scenario scenario, Target target, PaceClock clock, InstantSource wallClock) {
        return new LoadRun(scenario, target, clock, wallClock);
    }

    /**
     * Starts the run in the background.
     *
     * @throws IllegalThreadStateException if it was started before
     */
    public LoadRun start() {
        thread.start();
        return this;
    }

    /** How it is going; may be asked at any time, by any thread. */
    public LoadProgress progress() {
        return board.progress(started ? sinceStart() : 0, inFlight.size());
    }

    /** Ends the run soon; what is on its way is still waited for. */
    public void stop() {
        stopFor("on request");
    }

    /**
     * Waits for the end.
     *
     * @throws IllegalStateException if the run itself broke down
     */
    public LoadReport await() {
        try {
            return report.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the load run broke down: " + e.getCause(), e.getCause());
        }
    }

    private void run() {
        try {
            startedAt = wallClock.instant();
            startedNanos = clock.nanos();
            started = true;
            long begin = 0;
            for (int i = 0; i < scenario.phases().size() && !isStopping(); i++) {
                Phase phase = scenario.phases().get(i);
                runPhase(phase, begin, Demand.of(phase, scenario.arrivals(), Seed.of(scenario.seed(), -1 - i)));
                begin += phase.duration().toNanos();
            }
            drain();
            report.complete(board.report(startedAt, sinceStart(), stopReason.get()));
        } catch (RuntimeException | Error e) {
            report.completeExceptionally(e);
        }
    }

    private void runPhase(Phase phase, long begin, Demand demand) {
        Scoreboard.PhaseScore score = board.begin(phase, begin);
        long end = begin + phase.duration().toNanos();
        while (!isStopping()) {
            long next = demand.nextDue();
            long due = next == ArrivalSchedule.NEVER ? end : Math.min(end, begin + next);
            if (due > sinceStart()) {
                clock.waitUntil(startedNanos + due);
            } else if (due >= end) {
                break;
            } else {
                demand.take();
                launch(score, phase, begin, due, demand);
            }
        }
        board.end(score, sinceStart());
    }

    private void launch(Scoreboard.PhaseScore score, Phase phase, long begin, long due, Demand demand) {
        Request request = mix.draw(sequence++, phase, startedAt.plusNanos(due));
        long now = sinceStart();
        if (inFlight.size() >= scenario.maxInFlight()) {
            board.unsent(score, request);
            demand.ended(now - begin + RETRY_NANOS);
            return;
        }
        board.sent(score, request, now - due);
        Flight flight = new Flight(score, request, due, now);
        inFlight.put(request.sequence(), flight);
        CompletableFuture<?> unused = target.send(request).handle((outcome, failure) -> {
            land(flight, failure == null ? outcome : new Outcome.Failed(Outcome.Kind.BROKEN));
            demand.ended(sinceStart() - begin);
            clock.wake();
            return null;
        });
    }

    /** A request on its way. */
    private record Flight(Scoreboard.PhaseScore score, Request request, long due, long sent) {}

    private void land(Flight flight, Outcome outcome) {
        if (inFlight.remove(flight.request.sequence()) == null) {
            return;
        }
        long now = sinceStart();
        if (board.ended(flight.score, flight.request, outcome, now - flight.due, now - flight.sent, now)) {
            stopFor("too many errors");
        }
    }

    /** Waits for what is on its way, and counts what never comes. */
    private void drain() {
        long deadline = clock.nanos() + scenario.traffic().patience().toNanos();
        while (!inFlight.isEmpty() && clock.nanos() < deadline) {
            clock.waitUntil(deadline);
        }
        for (Flight lost : inFlight.values()) {
            land(lost, new Outcome.Failed(Outcome.Kind.UNANSWERED));
        }
    }

    private void stopFor(String reason) {
        if (stopReason.compareAndSet(null, reason)) {
            clock.wake();
        }
    }

    private boolean isStopping() {
        return stopReason.get() != null;
    }

    private long sinceStart() {
        return clock.nanos() - startedNanos;
    }
}
