package dev.flyball.processor.query;

import dev.flyball.schemas.Endpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The endpoints that are known, and what people may call them. */
final class EndpointDirectory {
    private static final int NEAR_MATCHES = 5;
    /** How many endpoints are compared with a name that is not known: it is only a courtesy. */
    private static final int COMPARED = 10_000;

    private static final int FARTHEST = 12;

    private final List<Endpoint> endpoints;

    /** @param endpoints in any order, one or the other more than once */
    EndpointDirectory(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * The endpoint of that name, which is {@code service|operation}, or just the operation where only one service has it.
     *
     * @throws Refusal if there is none, or more than one
     */
    Endpoint find(String name) {
        List<Endpoint> found = endpoints.stream()
                .filter(endpoint -> name.equals(endpoint.key()) || name.equals(endpoint.operation()))
                .distinct()
                .sorted()
                .toList();
        if (found.isEmpty()) {
            throw Refusal.unknownEndpoint(name, near(name));
        }
        return found.size() == 1 ? found.get(0) : exact(name, found);
    }

    private static Endpoint exact(String name, List<Endpoint> found) {
        return found.stream()
                .filter(endpoint -> name.equals(endpoint.key()))
                .findFirst()
                .orElseThrow(() -> Refusal.ambiguousEndpoint(
                        name,
                        found.stream().limit(NEAR_MATCHES).map(Endpoint::key).toList()));
    }

    /** Keys of known endpoints that the name may be a slip of, nearest first. */
    List<String> near(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int limit = Math.min(FARTHEST, Math.max(2, wanted.length() / 3));
        return endpoints.stream()
                .distinct()
                .sorted()
                .limit(COMPARED)
                .map(endpoint -> new Candidate(endpoint, distance(wanted, endpoint, limit)))
                .filter(candidate -> candidate.distance <= limit)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::endpoint))
                .limit(NEAR_MATCHES)
                .map(candidate -> candidate.endpoint.key())
                .toList();
    }

    private static int distance(String wanted, Endpoint endpoint, int limit) {
        String operation = endpoint.operation().toLowerCase(Locale.ROOT);
        String key = endpoint.key().toLowerCase(Locale.ROOT);
        return Math.min(EditDistance.between(wanted, operation, limit), EditDistance.between(wanted, key, limit));
    }

    private record Candidate(Endpoint endpoint, int distance) {}
}
