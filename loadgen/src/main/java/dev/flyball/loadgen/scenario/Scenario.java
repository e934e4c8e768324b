package dev.flyball.loadgen.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan of traffic.
 *
 * @param name shown in reports
 * @param seed of everything that is drawn: the same seed gives the same requests at the same times
 * @param traffic what the requests are aimed at
 * @param requests what may be asked, drawn by weight
 * @param users number of users that requests are spread over, 1 or more
 * @param arrivals how open phases space their requests
 * @param maxInFlight most requests on their way at once; what is due beyond is counted as unsent
 * @param stopEarly when to give up, or null for never
 * @param phases run one after the other
 */
public record Scenario(
        String name,
        long seed,
        Traffic traffic,
        List<RequestTemplate> requests,
        int users,
        Arrivals arrivals,
        int maxInFlight,
        @Nullable StopEarly stopEarly,
        List<Phase> phases) {
    public Scenario {
        requests = List.copyOf(requests);
        phases = List.copyOf(phases);
        requireNotEmpty("requests", requests);
        requireNotEmpty("phases", phases);
        requireRange("users", users, 1, 100_000_000);
        requireRange("maxInFlight", maxInFlight, 1, 1_000_000);
        Set<String> endpoints = new HashSet<>();
        for (RequestTemplate request : requests) {
            if (!endpoints.add(request.endpoint())) {
                throw new IllegalArgumentException(
                        "requests: two have the endpoint " + request.endpoint() + "; give one another 'endpoint'");
            }
            traffic.check(request);
        }
        for (Phase phase : phases) {
            traffic.check(phase);
            phase.check(maxInFlight, endpoints);
        }
    }

    /** How open phases space their requests. */
    public enum Arrivals {
        /** One after the other at equal distances. */
        EVEN,
        /** Independent of each other, as those of many users are. */
        POISSON
    }

    /**
     * When to give up.
     *
     * @param errorRate share of failed requests beyond which the run stops, above 0 and up to 1
     * @param minRequests finished requests before the share means anything, 1 or more
     */
    public record StopEarly(double errorRate, long minRequests) {
        public StopEarly {
            if (!(errorRate > 0 && errorRate <= 1)) {
                throw new IllegalArgumentException("stopEarly.errorRate must be above 0 and up to 1: " + errorRate);
            }
            requireRange("stopEarly.minRequests", minRequests, 1, Long.MAX_VALUE);
        }

        public boolean applies(long finished, long failed) {
            return finished >= minRequests && failed > errorRate * finished;
        }
    }

    private static void requireNotEmpty(String setting, List<?> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException(setting + " must have an entry");
        }
    }

    static void requireRange(String setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(setting + " must be " + least + " to " + most + ": " + value);
        }
    }
}
