package dev.flyball.processor.combine;

import java.time.Duration;

/**
 * How many names are told apart. Names come over the wire, and each has its digests, windows and alerts; so there is a
 * budget of them. Each input partition keeps it by itself: where the samples of an endpoint do not reach every partition,
 * all of them together may tell more apart, up to the budget times their number.
 *
 * @param services told apart in an input partition; those above are counted as service {@code _other}
 * @param endpointsPerService told apart of a service; those above are counted as its operation {@code _other}
 */
public record Cardinality(int services, int endpointsPerService) {
    public static final Cardinality DEFAULT = new Cardinality(1_000, 1_000);

    /** What names above the budget are counted as. Whoever sends this name is counted there as well. */
    public static final String OTHER = "_other";

    public Cardinality {
        if (services < 1 || services > 1_000_000) {
            throw new IllegalArgumentException("services must be 1 to 1,000,000: " + services);
        }
        if (endpointsPerService < 1 || endpointsPerService > 1_000_000) {
            throw new IllegalArgumentException("endpointsPerService must be 1 to 1,000,000: " + endpointsPerService);
        }
    }

    /** The grain in which it is remembered when an endpoint was last seen: what is remembered changes no more often. */
    static long grainMs(Duration expiry) {
        return Math.max(1_000, expiry.toMillis() / 60);
    }
}
