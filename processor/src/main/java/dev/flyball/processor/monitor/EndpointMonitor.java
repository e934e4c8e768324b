package dev.flyball.processor.monitor;

import static dev.flyball.processor.monitor.MonitorSettings.WINDOW_MS;
import static dev.flyball.processor.monitor.MonitorSettings.windowOf;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.Pane;
import dev.flyball.processor.rules.Check;
import dev.flyball.processor.rules.Finding;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.rules.Watch;
import dev.flyball.processor.windows.Panes;
import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Watches one endpoint: its recent panes, the windows it has published, its open alerts. */
final class EndpointMonitor {
    /** A published window that late samples have changed. */
    private record Correction(int revision, long late) {
        static final Correction NONE = new Correction(0, 0);
    }

    private final Endpoint endpoint;
    private final MonitorSettings settings;
    private final Panes panes = new Panes();
    private final Map<String, OpenAlert> alerts = new TreeMap<>();
    private final NavigableMap<Long, Correction> corrections = new TreeMap<>();
    private final TreeSet<Long> windowsToCorrect = new TreeSet<>();
    private final TreeSet<Long> changedPanes = new TreeSet<>();
    private @Nullable RuleSet inForce;
    private List<Watched> watched = List.of();
    private boolean alertsChanged;

    /** What a rule watches here, and what decides it. */
    private record Watched(Watch watch, Check check) {}

    EndpointMonitor(Endpoint endpoint, MonitorSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
    }

    /** Takes a digest of a pane that is not closed yet. */
    void add(long paneStart, Digest digest) {
        panes.add(paneStart, digest);
        changedPanes.add(paneStart);
    }

    /** Takes a digest of a pane that is closed; the window it lies in is published anew if it was published before. */
    void addLate(long paneStart, Digest digest, long evaluatedMs) {
        long window = windowOf(paneStart);
        if (window + WINDOW_MS <= evaluatedMs) {
            boolean published = corrections.containsKey(window)
                    || panes.window(window, window + WINDOW_MS).count() > 0;
            Correction before = corrections.getOrDefault(window, Correction.NONE);
            boolean countedAlready = windowsToCorrect.contains(window);
            int revision = before.revision + (published && !countedAlready ? 1 : 0);
            corrections.put(window, new Correction(revision, before.late + digest.count()));
            windowsToCorrect.add(window);
        }
        add(paneStart, digest);
    }

    /** Closes the pane that ends at the boundary: corrects and publishes windows, decides the rules. */
    void evaluate(long boundaryMs, RuleSet rules, Publication out) {
        windowsToCorrect.forEach(window -> publish(window, out));
        windowsToCorrect.clear();
        if (boundaryMs % WINDOW_MS == 0) {
            publish(boundaryMs - WINDOW_MS, out);
        }
        if (!rules.equals(inForce)) {
            follow(rules, boundaryMs, out);
        }
        decide(boundaryMs, out);
        alerts.values().removeIf(last -> last.remembered(boundaryMs).isEmpty());
        long oldest = windowOf(boundaryMs - settings.panesRetentionMs(rules));
        panes.forgetBefore(oldest);
        corrections.headMap(oldest, false).clear();
    }

    private void publish(long windowStart, Publication out) {
        Digest window = panes.window(windowStart, windowStart + WINDOW_MS);
        if (window.count() > 0) {
            Correction correction = corrections.getOrDefault(windowStart, Correction.NONE);
            out.metrics(window.toMetrics(
                    endpoint, windowStart, windowStart + WINDOW_MS, correction.revision, correction.late));
        }
    }

    /** Takes over other rules. Whatever is still decided in the same way goes on as if nothing had happened. */
    private void follow(RuleSet rules, long now, Publication out) {
        List<Watched> before = watched;
        watched = rules.of(endpoint).stream()
                .map(watch -> new Watched(
                        watch,
                        before.stream()
                                .filter(one -> one.watch.decidesLike(watch))
                                .map(Watched::check)
                                .findFirst()
                                .orElseGet(watch::newCheck)))
                .toList();
        inForce = rules;
        withdrawOrphans(now, out);
    }

    private void decide(long now, Publication out) {
        Windows windows = panes.upTo(now);
        for (Watched one : watched) {
            Watch watch = one.watch;
            OpenAlert last = alerts.get(watch.name());
            Finding finding = one.check.decide(windows);
            OpenAlert.Step step =
                    last == null ? OpenAlert.begin(watch, endpoint, finding, now) : last.on(watch, finding, now);
            step.published().ifPresent(out::alert);
            if (step.next().isPresent()) {
                OpenAlert next = askForHelp(step.next().get(), watch, windows, out);
                alerts.put(watch.name(), next);
                alertsChanged |= !next.equals(last);
            } else if (last != null) {
                alerts.remove(watch.name());
            }
        }
    }

    /** Alerts whose rule is gone, or is about something else now, would stay open for ever. */
    private void withdrawOrphans(long now, Publication out) {
        alerts.replaceAll((name, last) -> {
            if (!last.isOpen() || watched.stream().anyMatch(one -> one.watch.isAbout(last.alert()))) {
                return last;
            }
            OpenAlert withdrawn = last.withdrawn(now);
            out.alert(withdrawn.alert());
            alertsChanged = true;
            return withdrawn;
        });
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

    /** Whether there is nothing to watch: no recent samples and no open alert. */
    boolean isIdle() {
        return panes.isEmpty() && alerts.isEmpty();
    }

    long oldestPane() {
        return panes.oldest();
    }

    int openAlerts() {
        return (int) alerts.values().stream().filter(OpenAlert::isOpen).count();
    }

    void drainChanges(Changes changes) {
        changedPanes.forEach(start -> changes.pane(endpoint, start, panes.pane(start)));
        changedPanes.clear();
        if (alertsChanged) {
            alerts.values().forEach(changes::alert);
            alertsChanged = false;
        }
    }

    void restorePane(long startMs, Digest digest) {
        panes.add(startMs, digest);
    }

    void restoreAlert(OpenAlert alert) {
        alerts.put(alert.alert().rule(), alert);
    }

    /**
     * Takes the windows that were published before a restart, after the panes. Where the panes hold more than was
     * published, late samples were kept but the correction was still to come; it comes at the next boundary.
     */
    void restoreWindows(Map<Long, EndpointMetrics> published, long evaluatedMs) {
        for (long window = settings.oldestCorrected(evaluatedMs);
                window + WINDOW_MS <= evaluatedMs;
                window += WINDOW_MS) {
            EndpointMetrics before = published.get(window);
            long pending = panes.window(window, window + WINDOW_MS).count() - (before == null ? 0 : before.count());
            if (before != null && before.late() > 0) {
                corrections.put(window, new Correction(before.revision(), before.late()));
            }
            if (pending > 0) {
                corrections.put(window, correction(before, pending));
                windowsToCorrect.add(window);
            }
        }
    }

    private static Correction correction(@Nullable EndpointMetrics before, long late) {
        return before == null ? new Correction(0, late) : new Correction(before.revision() + 1, before.late() + late);
    }

    static boolean isClosed(long paneStart, long evaluatedMs) {
        return paneStart + Pane.MS <= evaluatedMs;
    }
}
