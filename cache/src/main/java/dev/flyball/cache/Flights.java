package dev.flyball.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The running loads of a namespace, at most one that counts for each key. */
final class Flights<V> {
    private final ConcurrentMap<String, Flight<V>> running = new ConcurrentHashMap<>();

    /** The running load of a key, or a new one if there is none, or just one that began before the last invalidation. */
    Flight<V> join(String key, long generation) {
        Flight<V> known = running.get(key);
        if (known != null && known.generation() == generation) {
            return known;
        }
        return running.compute(
                key,
                (k, flight) -> flight != null && flight.generation() == generation ? flight : new Flight<>(generation));
    }

    /** Whether nothing has happened since that makes the result of the load old. */
    boolean isCurrent(String key, Flight<V> flight) {
        return running.get(key) == flight;
    }

    /** The load is over. */
    void land(String key, Flight<V> flight) {
        running.remove(key, flight);
    }

    /** What is being loaded counts no more, except for those who wait for it already. */
    void abandon(String key) {
        running.remove(key);
    }

    void abandonAll() {
        running.clear();
    }
}
