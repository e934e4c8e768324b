package dev.flyball.processor.topology;

import dev.flyball.schemas.Endpoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What is known of endpoints beside their blocks: in a journal as long as it changes again and again, and by itself, once,
 * when it has not changed for a while. So a restart has to read no more than what changed within that while.
 */
final class StateJournal {
    /** An endpoint of which nothing has changed for that long is quiet; event time. */
    static final Duration QUIET = Duration.ofSeconds(30);

    /** In the place of the state of an endpoint that was forgotten. */
    private static final byte[] FORGOTTEN = {};

    private final Journal journal;
    private final Quiet quiet;
    /** Since the last commit. */
    private final Map<Endpoint, byte[]> changed = new LinkedHashMap<>();
    /** When endpoints that are not quiet last changed, the earliest first; those found by a restart group by group. */
    private final LinkedHashMap<Endpoint, Long> changedMs = new LinkedHashMap<>();
    /** In the same order, so that none is deleted before what is quiet in it has a place of its own. */
    private final Deque<JournalKey> written = new ArrayDeque<>();

    /** Where the states of quiet endpoints lie. */
    interface Quiet {
        void put(Endpoint endpoint, byte[] state);

        void delete(Endpoint endpoint);
    }

    StateJournal(Journal.Records records, Quiet quiet) {
        this.journal = new Journal(records);
        this.quiet = quiet;
    }

    void put(Endpoint endpoint, byte[] state) {
        changed.put(endpoint, state);
    }

    void forget(Endpoint endpoint) {
        changed.put(endpoint, FORGOTTEN);
    }

    /** Writes what has changed, and who has become quiet since. */
    void write(long nowMs, Function<Endpoint, byte[]> stateOf) {
        changed.forEach((endpoint, state) -> {
            journal.add(JournalKey.STATES, endpoint, state);
            changedMs.remove(endpoint);
            if (state.length == 0) {
                quiet.delete(endpoint);
            } else {
                changedMs.put(endpoint, nowMs);
            }
        });
        changed.clear();
        journal.write(JournalKey.STATES, nowMs, written::add);
        long quietSince = nowMs - QUIET.toMillis();
        Iterator<Map.Entry<Endpoint, Long>> earliest = changedMs.entrySet().iterator();
        while (earliest.hasNext()) {
            Map.Entry<Endpoint, Long> entry = earliest.next();
            if (entry.getValue() > quietSince) {
                break;
            }
            quiet.put(entry.getKey(), stateOf.apply(entry.getKey()));
            earliest.remove();
        }
        while (!written.isEmpty() && written.peekFirst().savedMs() <= quietSince) {
            journal.delete(written.removeFirst());
        }
    }

    /**
     * Finds a record again; those of one kind and group must come in their order.
     *
     * @param states what was known before it, which it changes
     */
    void restore(JournalKey key, byte[] record, Map<Endpoint, byte[]> states) {
        journal.restored(key);
        written.addLast(key);
        Bundle.forEach(record, (endpoint, state) -> {
            changedMs.remove(endpoint);
            if (state.length == 0) {
                states.remove(endpoint);
            } else {
                states.put(endpoint, state);
                changedMs.put(endpoint, key.savedMs());
            }
        });
    }
}
