package dev.flyball.processor.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which endpoints are to be looked at at which boundary: each at one at most, the next that matters to it. */
final class Agenda {
    /** Whoever was put down for another boundary later still stands here, and is passed over. */
    private final NavigableMap<Long, List<EndpointMonitor>> byBoundary = new TreeMap<>();

    /** Puts an endpoint down for a boundary, instead of any other; {@link Long#MAX_VALUE} for none. */
    void put(EndpointMonitor endpoint, long boundaryMs) {
        if (endpoint.dueMs() == boundaryMs) {
            return;
        }
        endpoint.dueAt(boundaryMs);
        if (boundaryMs != Long.MAX_VALUE) {
            byBoundary.computeIfAbsent(boundaryMs, at -> new ArrayList<>()).add(endpoint);
        }
    }

    /** Puts an endpoint down for a boundary unless it is down for an earlier one. */
    void putAtLatest(EndpointMonitor endpoint, long boundaryMs) {
        if (boundaryMs < endpoint.dueMs()) {
            put(endpoint, boundaryMs);
        }
    }

    /** The next boundary that may matter to anybody, epoch milliseconds; {@link Long#MAX_VALUE} if there is none. */
    long next() {
        return byBoundary.isEmpty() ? Long.MAX_VALUE : byBoundary.firstKey();
    }

    /** Takes out who is down for a boundary, in one order, whatever the order in which they were put down. */
    List<EndpointMonitor> take(long boundaryMs) {
        List<EndpointMonitor> due = byBoundary.remove(boundaryMs);
        if (due == null) {
            return List.of();
        }
        List<EndpointMonitor> taken = new ArrayList<>(due.size());
        for (EndpointMonitor endpoint : due) {
            if (endpoint.dueMs() == boundaryMs) {
                endpoint.dueAt(Long.MAX_VALUE);
                taken.add(endpoint);
            }
        }
        taken.sort(EndpointMonitor.IN_ORDER);
        return taken;
    }
}
