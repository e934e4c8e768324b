package dev.flyball.processor.monitor;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.digest.Pane;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.windows.Panes;
import dev.flyball.schemas.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Watches all endpoints of one partition. A pane is closed when the clock passes its end. An endpoint is looked at only at
 * boundaries at which it may have something to say, which makes no difference to what it says. What is published depends
 * on what was told before each boundary, on nothing else: not on the order, nor on how often the clock was told. Not safe
 * for concurrent use.
 */
public final class Monitor {
    /** Before all time, but so that one can still subtract from it. */
    private static final long NOTHING_EVALUATED = Long.MIN_VALUE / 2;
    /** How often all endpoints are gone through. Longer blocks end with a minute, so they are complete, and saved, then. */
    private static final long SWEEP_MS = 60_000;

    private final MonitorSettings settings;
    private final RuleBook rules;
    private final Map<Endpoint, EndpointMonitor> endpoints = new HashMap<>();
    private final Agenda agenda = new Agenda();
    private final List<EndpointMonitor> changed = new ArrayList<>();
    private final List<Endpoint> expired = new ArrayList<>();
    private InForce inForce;

    private long evaluatedMs = NOTHING_EVALUATED;

    /** What became of the samples in a digest. */
    public record Added(long onTime, long late, long tooLate) {
        private static final Added NOTHING = new Added(0, 0, 0);

        private Added plus(Added other) {
            return new Added(onTime + other.onTime, late + other.late, tooLate + other.tooLate);
        }
    }

    public Monitor(MonitorSettings settings) {
        this.settings = settings;
        this.rules = new RuleBook(settings.rules());
        this.inForce = new InForce(settings.rules(), settings);
    }

    /** The rules: those configured, and those told since. What is told counts from the next boundary at the earliest. */
    public RuleBook rules() {
        return rules;
    }

    /** Takes digests of an endpoint, as they came from an input partition, and which are not to be used any more. */
    public Added add(Endpoint endpoint, DigestRecord.Digests digests) {
        return digests instanceof DigestRecord.Late late
                ? addLate(endpoint, late.dueMs(), late.panes())
                : add(endpoint, digests.panes());
    }

    /**
     * Takes panes of an endpoint, whose digests are not to be used any more after that. Those that are closed already
     * count as late.
     */
    public Added add(Endpoint endpoint, List<Pane> panes) {
        Added late = Added.NOTHING;
        long onTime = 0;
        EndpointMonitor watching = null;
        for (Pane pane : panes) {
            long start = pane.startMs();
            Digest digest = pane.digest();
            if (isClosed(start)) {
                late = late.plus(addLate(endpoint, evaluatedMs + Pane.MS, start, digest));
                continue;
            }
            watching = watching == null ? watch(endpoint) : watching;
            onTime += digest.count();
            watching.add(start, digest);
            agenda.putAtLatest(watching, start + Pane.MS);
        }
        if (watching != null) {
            noteChange(watching);
        }
        return late.plus(new Added(onTime, 0, 0));
    }

    /**
     * Takes panes that were late where they came from: they correct the published windows from a boundary on, but
     * decide nothing in hindsight. Those older than what is corrected then are left out, and counted.
     *
     * @param dueMs the boundary from which they count, epoch milliseconds
     */
    public Added addLate(Endpoint endpoint, long dueMs, List<Pane> panes) {
        Added added = Added.NOTHING;
        long due = evaluatedMs == NOTHING_EVALUATED ? dueMs : Math.max(dueMs, evaluatedMs + Pane.MS);
        for (Pane pane : panes) {
            added = added.plus(addLate(endpoint, due, pane.startMs(), pane.digest()));
        }
        return added;
    }

    private Added addLate(Endpoint endpoint, long dueMs, long paneStart, Digest digest) {
        if (paneStart < settings.oldestCorrected(dueMs - Pane.MS)) {
            return new Added(0, 0, digest.count());
        }
        EndpointMonitor watching = watch(endpoint);
        watching.addLate(dueMs, paneStart, digest);
        noteChange(watching);
        agenda.putAtLatest(watching, dueMs);
        return new Added(0, digest.count(), 0);
    }

    private boolean isClosed(long paneStart) {
        return evaluatedMs != NOTHING_EVALUATED && paneStart + Pane.MS <= evaluatedMs;
    }

    private EndpointMonitor watch(Endpoint endpoint) {
        return endpoints.computeIfAbsent(
                endpoint, unknown -> new EndpointMonitor(unknown, settings, inForce, evaluatedMs));
    }

    private void noteChange(EndpointMonitor endpoint) {
        if (endpoint.noteChange()) {
            changed.add(endpoint);
        }
    }

    private void putDown(EndpointMonitor endpoint) {
        noteChange(endpoint);
        agenda.put(endpoint, endpoint.nextAfter(evaluatedMs));
    }

    /** Moves on to a moment, epoch milliseconds: closes each pane that ends at or before it. */
    public void advanceTo(long clockMs, Publication out) {
        long last = Pane.startOf(clockMs);
        for (long next = nextBoundary(last); next <= last; next = nextBoundary(last)) {
            evaluatedMs = next;
            follow(rules.at(next));
            for (EndpointMonitor endpoint : agenda.take(next)) {
                endpoint.evaluate(next, inForce, out);
                putDown(endpoint);
            }
            if (next % SWEEP_MS == 0) {
                sweep();
            }
        }
        evaluatedMs = Math.max(evaluatedMs, last);
    }

    /**
     * Where an endpoint may have something to say, other rules count, or old things are to be let go of: in a stretch in
     * which nothing happens that is once, however long it is.
     */
    private long nextBoundary(long last) {
        if (endpoints.isEmpty() || evaluatedMs == NOTHING_EVALUATED) {
            return agenda.next();
        }
        long next = Math.min(agenda.next(), otherRules());
        long sweep = Math.floorDiv(Math.min(next, last), SWEEP_MS) * SWEEP_MS;
        return sweep > evaluatedMs ? sweep : next;
    }

    private long otherRules() {
        long changes = rules.changesAt();
        return changes == Long.MAX_VALUE ? changes : Math.max(Pane.startOf(changes - 1), evaluatedMs) + Pane.MS;
    }

    /** When other rules count, all endpoints are to be looked at. */
    private void follow(RuleSet rules) {
        if (!rules.equals(inForce.rules())) {
            inForce = new InForce(rules, settings);
            endpoints.values().forEach(endpoint -> agenda.put(endpoint, evaluatedMs));
        }
    }

    /** Lets go of what is old, and of endpoints that are silent for good. */
    private void sweep() {
        endpoints.values().removeIf(endpoint -> {
            if (endpoint.isActive()) {
                noteChange(endpoint);
            }
            endpoint.forget(evaluatedMs);
            if (!endpoint.isExpired(evaluatedMs)) {
                return false;
            }
            agenda.put(endpoint, Long.MAX_VALUE);
            expired.add(endpoint.endpoint());
            return true;
        });
    }

    /** Up to where panes are closed, epoch milliseconds. */
    public OptionalLong evaluated() {
        return evaluatedMs == NOTHING_EVALUATED ? OptionalLong.empty() : OptionalLong.of(evaluatedMs);
    }

    public int endpoints() {
        return endpoints.size();
    }

    public int openAlerts() {
        return endpoints.values().stream().mapToInt(EndpointMonitor::openAlerts).sum();
    }

    /** Hands over what has changed since the last time. */
    public void drainChanges(Changes changes) {
        changed.forEach(endpoint -> endpoint.drainChanges(evaluatedMs, changes));
        changed.clear();
        expired.removeIf(endpoints::containsKey);
        expired.forEach(changes::forgetEndpoint);
        expired.clear();
    }

    /** To be called first, but after the rules were restored. */
    public void restoreEvaluated(@Nullable Long evaluated) {
        if (evaluated != null) {
            evaluatedMs = evaluated;
            inForce = new InForce(rules.at(evaluated), settings);
        }
    }

    /** Takes the newest of what {@link Changes#endpoint} took. Those of all endpoints come first. */
    public void restoreEndpoint(Endpoint endpoint, byte[] bytes) {
        watch(endpoint).restore(bytes);
    }

    /**
     * Takes a block that {@link Changes#block} took, after those that were taken before it. One of an endpoint that was
     * forgotten, or that is of no use any more, makes no difference.
     *
     * @param savedMs what {@link #evaluated} was then
     */
    public void restoreBlock(Endpoint endpoint, int level, long startMs, long savedMs, byte[] bytes) {
        EndpointMonitor known = endpoints.get(endpoint);
        if (known != null && (level != Lateness.LEVEL || startMs > evaluatedMs)) {
            known.restoreBlock(level, startMs, savedMs, bytes);
        }
    }

    /** Blocks of a level that start before this are of no use to any endpoint, epoch milliseconds. */
    public long oldestUsed(int level) {
        return level == Lateness.LEVEL ? evaluatedMs + 1 : inForce.oldestUsed(level, evaluatedMs);
    }

    /** What {@link Changes#endpoint} would take of an endpoint that has not been forgotten. */
    public byte[] endpoint(Endpoint endpoint) {
        return Objects.requireNonNull(endpoints.get(endpoint)).toBytes();
    }

    /**
     * What was learned for an endpoint, by rule, of what {@link Changes#endpoint} took.
     *
     * @param panes which are told how far back they may be restored
     */
    public static Map<String, byte[]> learned(byte[] endpoint, Panes panes) {
        return EndpointMonitor.learned(endpoint, panes);
    }

    /** Takes an alert that is open, or was resolved; the latter counts only as long as it is remembered. */
    public void restoreAlert(OpenAlert alert) {
        alert.remembered(evaluatedMs)
                .ifPresent(last -> watch(last.alert().endpointOf()).restoreAlert(last));
    }

    /** To be called last. */
    public void restored() {
        for (EndpointMonitor endpoint : endpoints.values()) {
            endpoint.restored(evaluatedMs);
            if (evaluatedMs != NOTHING_EVALUATED) {
                // What the rules were waiting for is not saved.
                endpoint.reconsider(evaluatedMs + Pane.MS);
            }
            putDown(endpoint);
        }
    }
}
