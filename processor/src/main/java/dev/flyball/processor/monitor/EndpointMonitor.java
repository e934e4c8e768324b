package dev.flyball.processor.monitor;

import static dev.flyball.processor.monitor.MonitorSettings.WINDOW_MS;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.Pane;
import dev.flyball.processor.rules.Check;
import dev.flyball.processor.rules.Finding;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.processor.rules.Watch;
import dev.flyball.processor.windows.ClosedPanes;
import dev.flyball.processor.windows.Panes;
import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Watches one endpoint: its recent panes, what came late, its open alerts. */
final class EndpointMonitor {
    /** One order, the same in every process; numbers first, as names are alike at their beginning. */
    static final Comparator<EndpointMonitor> IN_ORDER =
            (a, b) -> a.order != b.order ? Integer.compare(a.order, b.order) : a.endpoint.compareTo(b.endpoint);

    private static final int VERSION = 3;

    private final Endpoint endpoint;
    private final int order;
    private final MonitorSettings settings;
    private final Panes panes;
    private final Lateness lateness = new Lateness();
    /** By the name of the watch; most endpoints never have one. */
    private NavigableMap<String, OpenAlert> alerts = Collections.emptyNavigableMap();

    private final Checks checks;
    /** End of the newest pane that holds samples. */
    private long heardMs = Long.MIN_VALUE;
    /** When the rules may say something else although no sample comes. */
    private long reconsiderMs = Long.MAX_VALUE;

    /** The boundary for which it is down in the agenda. */
    private long dueMs = Long.MAX_VALUE;

    private boolean noted;
    /** What is new is to be saved as such, see {@link Monitor#restoreBlock}. */
    private boolean changed = true;

    private boolean alertsChanged;

    /** @param evaluatedMs the moment before which nothing is known of it */
    EndpointMonitor(Endpoint endpoint, MonitorSettings settings, InForce inForce, long evaluatedMs) {
        this.endpoint = endpoint;
        this.order = endpoint.key().hashCode();
        this.settings = settings;
        this.checks = new Checks(endpoint, inForce.rules());
        this.panes = new Panes(inForce.retention(checks));
        panes.beginAt(evaluatedMs);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    long dueMs() {
        return dueMs;
    }

    void dueAt(long boundaryMs) {
        dueMs = boundaryMs;
    }

    /** Whether this is the first time since {@link #drainChanges} that it is noted as changed. */
    boolean noteChange() {
        boolean first = !noted;
        noted = true;
        return first;
    }

    /** Takes a digest of a pane that is not closed yet. */
    void add(long paneStart, Digest digest) {
        panes.add(paneStart, digest);
        heardMs = Math.max(heardMs, paneStart + Pane.MS);
    }

    /** Takes a digest of a pane that is closed, or will be when the digest is due. */
    void addLate(long dueMs, long paneStart, Digest digest) {
        lateness.add(dueMs, paneStart, digest);
        heardMs = Math.max(heardMs, paneStart + Pane.MS);
    }

    /** The next boundary after a moment at which there may be something to say; {@link Long#MAX_VALUE} if none. */
    long nextAfter(long boundaryMs) {
        long watching = openAlerts() == 0 ? Long.MAX_VALUE : boundaryMs + Pane.MS;
        return Math.min(Math.min(watching, reconsiderMs), Math.min(lateness.nextDue(), panes.nextEnd(boundaryMs)));
    }

    /**
     * Closes the pane that ends at the boundary: corrects and publishes windows, decides the rules. Does nothing at
     * boundaries that are not worth it, so that nothing depends on how often it is called.
     */
    void evaluate(long boundaryMs, InForce inForce, Publication out) {
        panes.closeUpTo(boundaryMs);
        boolean isNew = panes.hasPane(boundaryMs - Pane.MS) || boundaryMs >= reconsiderMs || !alerts.isEmpty();
        if (lateness.nextDue() <= boundaryMs) {
            isNew = true;
            lateness.apply(boundaryMs, panes).forEach(window -> publish(window, out));
            changed = true;
        }
        if (boundaryMs % WINDOW_MS == 0) {
            publish(boundaryMs - WINDOW_MS, out);
        }
        if (checks.follow(inForce.rules())) {
            isNew = true;
            panes.retain(inForce.retention(checks), boundaryMs);
            changed = true;
        }
        withdrawOrphans(boundaryMs, out);
        // Where nothing is new, the rules would say what they said.
        if (isNew) {
            decide(boundaryMs, out);
        }
        forget(boundaryMs);
    }

    private void publish(long windowStart, Publication out) {
        Digest window = panes.window(windowStart);
        if (window.count() > 0) {
            Lateness.Correction correction = lateness.of(windowStart);
            out.window(new PublishedWindow(endpoint, windowStart, correction.revision(), correction.late(), window));
        }
    }

    /** Alerts whose rule is gone, or is about something else now, would stay open for ever. */
    private void withdrawOrphans(long now, Publication out) {
        if (alerts.isEmpty()) {
            return;
        }
        for (OpenAlert last : List.copyOf(alerts.values())) {
            if (last.isOpen() && !checks.cover(last.alert())) {
                OpenAlert withdrawn = last.withdrawn(now);
                out.alert(withdrawn.alert());
                keep(withdrawn);
                alertsChanged = true;
            }
        }
    }

    private void keep(OpenAlert alert) {
        if (alerts.isEmpty()) {
            alerts = new TreeMap<>();
        }
        alerts.put(alert.alert().rule(), alert);
    }

    private void decide(long now, Publication out) {
        ClosedPanes windows = panes.upTo(now);
        reconsiderMs = Long.MAX_VALUE;
        boolean again = false;
        for (Checks.Watched one : checks.all()) {
            Watch watch = one.watch();
            OpenAlert last = alerts.get(watch.name());
            Check.Chance chance = last == null ? one.check().chance(windows) : Check.Chance.NOW;
            if (chance == Check.Chance.NOW) {
                decide(one, last, windows, out);
            }
            again |= chance != Check.Chance.NONE;
            changed |= one.check().hasLearned();
            reconsiderMs = Math.min(reconsiderMs, one.check().changesAfter(now));
        }
        if (again) {
            reconsiderMs = Math.min(reconsiderMs, windows.changesAt());
        }
    }

    private void decide(Checks.Watched one, @Nullable OpenAlert last, ClosedPanes windows, Publication out) {
        Watch watch = one.watch();
        long now = windows.boundaryMs();
        Finding finding = one.check().decide(windows);
        OpenAlert.Step step =
                last == null ? OpenAlert.begin(watch, endpoint, finding, now) : last.on(watch, finding, now);
        step.published().ifPresent(out::alert);
        if (step.next().isPresent()) {
            OpenAlert next = askForHelp(step.next().get(), watch, windows, out);
            keep(next);
            alertsChanged |= !next.equals(last);
        } else if (last != null) {
            alerts.remove(watch.name());
        }
    }

    private OpenAlert askForHelp(OpenAlert open, Watch watch, Windows windows, Publication out) {
        long now = windows.boundaryMs();
        boolean due = open.requests() == 0
                || now - open.requestedAt() >= settings.requestEvery().toMillis();
        if (open.alert().state() != AlertState.FIRING || open.clearSince() != null || !due) {
            return open;
        }
        OpenAlert requested = open.requested(now);
        out.request(new OptimizationRequest(
                OptimizationRequest.SCHEMA_VERSION,
                open.alert().id() + '-' + requested.requests(),
                now,
                endpoint.service(),
                endpoint.operation(),
                requested.requests(),
                open.alert(),
                windows.last(watch.windowMs()).toMetrics(endpoint, now - watch.windowMs(), now, 0, 0)));
        return requested;
    }

    /** Forgets what will not be looked at any more. */
    void forget(long boundaryMs) {
        if (!alerts.isEmpty()) {
            alerts.values().removeIf(alert -> alert.remembered(boundaryMs).isEmpty());
        }
        if (panes.isEmpty()) {
            return;
        }
        panes.forget(boundaryMs);
        lateness.forgetBefore(settings.oldestCorrected(boundaryMs));
        if (panes.isEmpty()) {
            // From now on no block tells when it was heard.
            changed = true;
            checks.rest();
        }
    }

    /** Whether it has been silent for so long that it may be forgotten. */
    boolean isExpired(long nowMs) {
        return panes.isEmpty()
                && alerts.isEmpty()
                && lateness.isEmpty()
                && heardMs + settings.endpointExpiry().toMillis() <= nowMs;
    }

    /** Whether it holds recent samples. */
    boolean isActive() {
        return !panes.isEmpty();
    }

    int openAlerts() {
        int open = 0;
        for (OpenAlert alert : alerts.values()) {
            open += alert.isOpen() ? 1 : 0;
        }
        return open;
    }

    void drainChanges(long evaluatedMs, Changes changes) {
        noted = false;
        Panes.Changes mine = (level, startMs, bytes) -> changes.block(endpoint, level, startMs, bytes);
        panes.drain(evaluatedMs, mine);
        lateness.drain(mine);
        if (changed) {
            changes.endpoint(endpoint, toBytes());
            changed = false;
        }
        if (alertsChanged) {
            alerts.values().forEach(changes::alert);
            alertsChanged = false;
        }
    }

    /** What is to be known of it beside its blocks and alerts. */
    byte[] toBytes() {
        ByteWriter out = new ByteWriter(256).putByte(VERSION).putSignedVarLong(heardMs);
        panes.writeTo(out);
        lateness.writeCorrections(out);
        checks.writeTo(out);
        return out.toBytes();
    }

    void restore(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.getByte();
        if (version == VERSION) {
            heardMs = in.getSignedVarLong();
            panes.readFrom(in);
            lateness.readCorrections(in);
            checks.readFrom(in);
        }
        changed = false;
    }

    /** What was learned for an endpoint, by rule, of what was saved of it. */
    static Map<String, byte[]> learned(byte[] bytes, Panes panes) {
        ByteReader in = new ByteReader(bytes);
        if (in.getByte() != VERSION) {
            return Map.of();
        }
        in.getSignedVarLong();
        panes.readFrom(in);
        new Lateness().readCorrections(in);
        return Checks.readLearned(in);
    }

    void restoreBlock(int level, long startMs, long savedMs, byte[] bytes) {
        if (level == Lateness.LEVEL) {
            lateness.restore(startMs, bytes);
        } else {
            panes.restore(level, startMs, savedMs, bytes);
        }
    }

    void restoreAlert(OpenAlert alert) {
        keep(alert);
    }

    /** To be called when everything was restored that was saved up to that moment. */
    void restored(long evaluatedMs) {
        panes.restored(evaluatedMs);
        heardMs = Math.max(heardMs, panes.newestEnd());
    }

    /** Wants to be looked at at that boundary; once more than needed does no harm. */
    void reconsider(long boundaryMs) {
        reconsiderMs = boundaryMs;
    }
}
