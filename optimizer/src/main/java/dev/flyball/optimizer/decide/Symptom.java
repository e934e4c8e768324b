package dev.flyball.optimizer.decide;

import java.util.Locale;

/** What is wrong with an endpoint, as far as the numbers of the alert's window tell. */
public enum Symptom {
    /** Requests answered from the cache fail, those answered by the origin do not. */
    ERRORS_FROM_CACHE,
    /** Requests answered by the origin fail, those answered from the cache do not. */
    ERRORS_FROM_ORIGIN,
    /** Requests fail whatever the cache does. */
    ERRORS_ELSEWHERE,
    /** The time goes into waiting for the origin after a miss, and a miss alone takes longer than the rule allows. */
    SLOW_ORIGIN,
    /** The time goes into misses of a usual length, of which there are few: all that is read often is in the cache. */
    COSTLY_MISSES,
    /** The time goes into misses of a usual length, of which there are too many. */
    LOW_HIT_RATIO,
    /** Slow although nearly everything comes from the cache: not a cache problem. */
    SLOW_AT_HIGH_HIT_RATIO,
    /** Slow, and the misses do not explain it. */
    SLOW_ELSEWHERE,
    /** The endpoint does not read any cache. */
    NO_CACHE,
    /** The processors of the app are too busy. */
    CPU_HIGH,
    /** The memory of the app is too full. */
    MEMORY_HIGH,
    /** The app has too much traffic on the network. */
    NETWORK_HIGH,
    /** More requests, or users, than the rule allows. */
    LOAD_HIGH,
    /** Silence, or fewer requests than usual: nothing that a cache could change for the better. */
    NOT_A_CACHE_MATTER,
    /** The window holds no bad requests to look at. */
    NO_EVIDENCE;

    /** The stable form for people and state, such as {@code slow-origin}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
