package dev.flyball.processor.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Which endpoints are to be looked at at which boundary: each at one at most, the next that matters to it. */
final class Agenda {
    private final NavigableMap<Long, Set<EndpointMonitor>> byBoundary = new TreeMap<>();
    private final Map<EndpointMonitor, Long> boundaries = new HashMap<>();

    /** Puts an endpoint down for a boundary, instead of any other; {@link Long#MAX_VALUE} for none. */
    void put(EndpointMonitor endpoint, long boundaryMs) {
        Long before = boundaries.get(endpoint);
        if (before != null && before == boundaryMs) {
            return;
        }
        if (before != null) {
            remove(endpoint, before);
        }
        if (boundaryMs != Long.MAX_VALUE) {
            boundaries.put(endpoint, boundaryMs);
            byBoundary.computeIfAbsent(boundaryMs, at -> new HashSet<>()).add(endpoint);
        }
    }

    private void remove(EndpointMonitor endpoint, long boundaryMs) {
        boundaries.remove(endpoint);
        byBoundary.computeIfPresent(boundaryMs, (at, endpoints) -> {
            endpoints.remove(endpoint);
            return endpoints.isEmpty() ? null : endpoints;
        });
    }

    /** The next boundary that matters to anybody, epoch milliseconds; {@link Long#MAX_VALUE} if there is none. */
    long next() {
        return byBoundary.isEmpty() ? Long.MAX_VALUE : byBoundary.firstKey();
    }

    /** Takes out who is down for a boundary, in one order, whatever the order in which they were put down. */
    List<EndpointMonitor> take(long boundaryMs) {
        Set<EndpointMonitor> due = byBoundary.remove(boundaryMs);
        if (due == null) {
            return List.of();
        }
        boundaries.keySet().removeAll(due);
        List<EndpointMonitor> sorted = new ArrayList<>(due);
        sorted.sort(EndpointMonitor.BY_ENDPOINT);
        return sorted;
    }
}
