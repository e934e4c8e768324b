package dev.flyball.optimizer.decide;

import java.util.Locale;

/** What is wrong with an endpoint, as far as its cache has to do with it. */
public enum Symptom {
    /** Requests answered from the cache fail, those answered by the origin do not. */
    ERRORS_FROM_CACHE,
    /** Requests answered by the origin fail, those answered from the cache do not. */
    ERRORS_FROM_ORIGIN,
    /** Requests fail whatever the cache does. */
    ERRORS_ELSEWHERE,
    /** The time goes into waiting for the origin after a miss. */
    SLOW_ORIGIN,
    /** Slow although nearly everything comes from the cache: not a cache problem. */
    SLOW_AT_HIGH_HIT_RATIO,
    /** Slow, and the misses do not explain it. */
    SLOW_ELSEWHERE,
    /** The endpoint does not read any cache. */
    NO_CACHE,
    /** Throughput, silence or resources: nothing that a cache could change for the better. */
    NOT_A_CACHE_MATTER,
    /** The window holds no bad requests to look at. */
    NO_EVIDENCE;

    /** The stable form for people and state, such as {@code slow-origin}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
