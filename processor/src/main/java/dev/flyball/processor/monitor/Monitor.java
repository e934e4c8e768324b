package dev.flyball.processor.monitor;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.Pane;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches all endpoints of one partition. A pane is closed when the clock passes its end; whatever comes later corrects
 * the published windows, but decides nothing in hindsight. What it publishes depends on what it was told and in which
 * order, on nothing else. Not safe for concurrent use.
 */
public final class Monitor {
    private static final long NOTHING_EVALUATED = Long.MIN_VALUE;

    private final MonitorSettings settings;
    private final RuleBook rules;
    private final NavigableMap<Endpoint, EndpointMonitor> endpoints = new TreeMap<>();
    private long evaluatedMs = NOTHING_EVALUATED;

    /** What became of the samples in a digest. */
    public record Added(long onTime, long late, long tooLate) {
        private static final Added NOTHING = new Added(0, 0, 0);
    }

    public Monitor(MonitorSettings settings) {
        this.settings = settings;
        this.rules = new RuleBook(settings.rules());
    }

    /** The rules: those configured, and those told since. What is told counts from the next boundary at the earliest. */
    public RuleBook rules() {
        return rules;
    }

    /** Takes digests of an endpoint by pane start. Those older than what is retained are left out, and counted. */
    public Added add(Endpoint endpoint, NavigableMap<Long, Digest> byStart) {
        Added added = Added.NOTHING;
        for (var pane : byStart.entrySet()) {
            added = plus(added, add(endpoint, pane.getKey(), pane.getValue()));
        }
        return added;
    }

    private Added add(Endpoint endpoint, long paneStart, Digest digest) {
        boolean closed = evaluatedMs != NOTHING_EVALUATED && EndpointMonitor.isClosed(paneStart, evaluatedMs);
        if (!closed) {
            watch(endpoint).add(paneStart, digest);
            return new Added(digest.count(), 0, 0);
        }
        if (paneStart < settings.oldestCorrected(evaluatedMs)) {
            return new Added(0, 0, digest.count());
        }
        watch(endpoint).addLate(paneStart, digest, evaluatedMs);
        return new Added(0, digest.count(), 0);
    }

    private static Added plus(Added a, Added b) {
        return new Added(a.onTime + b.onTime, a.late + b.late, a.tooLate + b.tooLate);
    }

    private EndpointMonitor watch(Endpoint endpoint) {
        return endpoints.computeIfAbsent(endpoint, unknown -> new EndpointMonitor(unknown, settings));
    }

    /** Moves on to a moment, epoch milliseconds: closes each pane that ends at or before it. */
    public void advanceTo(long clockMs, Publication out) {
        long last = Pane.startOf(clockMs);
        if (evaluatedMs == NOTHING_EVALUATED) {
            evaluatedMs = Math.min(last, oldestPane());
        }
        while (evaluatedMs < last) {
            if (endpoints.isEmpty()) {
                // Nothing to say in a stretch without samples and alerts, however long it is.
                evaluatedMs = last;
                return;
            }
            evaluatedMs += Pane.MS;
            for (EndpointMonitor endpoint : endpoints.values()) {
                endpoint.evaluate(evaluatedMs, rules.at(evaluatedMs), out);
            }
            endpoints.values().removeIf(EndpointMonitor::isIdle);
        }
    }

    private long oldestPane() {
        return endpoints.values().stream()
                .mapToLong(EndpointMonitor::oldestPane)
                .min()
                .orElse(Long.MAX_VALUE);
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
        endpoints.values().forEach(endpoint -> endpoint.drainChanges(changes));
    }

    public void restoreEvaluated(@Nullable Long evaluated) {
        evaluatedMs = evaluated == null ? NOTHING_EVALUATED : evaluated;
    }

    public void restorePane(Endpoint endpoint, long startMs, Digest digest) {
        if (evaluatedMs == NOTHING_EVALUATED
                || startMs >= evaluatedMs - settings.panesRetentionMs(rules.at(evaluatedMs))) {
            watch(endpoint).restorePane(startMs, digest);
        }
    }

    /** Takes an alert that is open, or was resolved; the latter counts only as long as it is remembered. */
    public void restoreAlert(OpenAlert alert) {
        long now = evaluatedMs == NOTHING_EVALUATED ? 0 : evaluatedMs;
        alert.remembered(now).ifPresent(last -> watch(last.alert().endpointOf()).restoreAlert(last));
    }

    /** To be called last: tells what was published, so that corrections which were still to come are not forgotten. */
    public void restoreWindows(Collection<EndpointMetrics> published) {
        if (evaluatedMs == NOTHING_EVALUATED) {
            return;
        }
        Map<Endpoint, Map<Long, EndpointMetrics>> byEndpoint = new HashMap<>();
        for (EndpointMetrics window : published) {
            byEndpoint
                    .computeIfAbsent(window.endpointOf(), endpoint -> new HashMap<>())
                    .put(window.windowStart(), window);
        }
        endpoints.forEach((endpoint, monitor) ->
                monitor.restoreWindows(byEndpoint.getOrDefault(endpoint, Map.of()), evaluatedMs));
    }
}
