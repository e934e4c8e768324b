package dev.flyball.schemas;

import java.util.Map;
import java.util.Objects;

/** How an endpoint's requests fared with one namespace of the cache. */
@Doc("How an endpoint's requests fared with one namespace of the cache.")
public record CacheMetrics(
        @Doc("Namespace of the cache.") String namespace,

        @Doc("By outcome; outcomes that did not occur are left out.")
        Map<CacheOutcome, OutcomeMetrics> outcomes,

        @Doc("Share of the reads that spared the origin, 0 to 1.")
        double hitRatio) {
    public CacheMetrics {
        Objects.requireNonNull(namespace, "namespace");
        outcomes = outcomes == null ? Map.of() : Map.copyOf(outcomes);
    }

    /** The requests with this outcome; zero when there were none. */
    public OutcomeMetrics outcome(CacheOutcome outcome) {
        return outcomes.getOrDefault(outcome, new OutcomeMetrics(0, 0, 0));
    }

    /** All requests that read this namespace. */
    public long count() {
        return outcomes.values().stream().mapToLong(OutcomeMetrics::count).sum();
    }
}
