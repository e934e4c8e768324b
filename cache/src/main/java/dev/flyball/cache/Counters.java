package dev.flyball.cache;

import dev.flyball.cache.control.Orders;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The running numbers of one namespace. */
final class Counters {
    /** Things to count besides outcomes. */
    enum Event {
        LOAD,
        LOAD_SUCCESS,
        LOAD_FAILURE,
        LOAD_TIMEOUT,
        NEGATIVE,
        PUT,
        SUPERSEDED,
        LEASE_LOST,
        UNDECODABLE,
        TOO_LARGE
    }

    private final Map<CacheOutcome, LongAdder> outcomes = new EnumMap<>(CacheOutcome.class);
    private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);
    private final LongAdder loadNanos = new LongAdder();

    private final Map<CacheOutcome, CacheRead> unsteered = new EnumMap<>(CacheOutcome.class);
    private final String namespace;

    Counters(String namespace) {
        this.namespace = namespace;
        for (CacheOutcome outcome : CacheOutcome.values()) {
            outcomes.put(outcome, new LongAdder());
            unsteered.put(outcome, CacheRead.of(namespace, outcome));
        }
        for (Event event : Event.values()) {
            events.put(event, new LongAdder());
        }
    }

    /** Counts a read, and tells the request on this thread. */
    void note(Orders orders, CacheOutcome outcome) {
        adder(outcomes, outcome).increment();
        CacheReads.note(orders.action() == null ? unsteered(outcome) : read(outcome, orders));
    }

    /** The same for a read that was answered with what a tier has: a value, or null, that there is none. */
    void noteHit(Orders orders, CacheOutcome tier, @Nullable Object value) {
        note(orders, tier);
        if (value == null) {
            count(Event.NEGATIVE);
        }
    }

    void count(Event event) {
        adder(events, event).increment();
    }

    void loadTook(long nanos) {
        loadNanos.add(nanos);
    }

    CacheStats stats(CacheStats.Memory memory, long redisFailures, long malformedControls) {
        return new CacheStats(
                sum(CacheOutcome.L1),
                sum(CacheOutcome.L2),
                sum(CacheOutcome.STALE),
                sum(CacheOutcome.MISS),
                sum(CacheOutcome.BYPASS),
                sum(Event.NEGATIVE),
                sum(Event.PUT),
                sum(Event.LOAD),
                sum(Event.LOAD_SUCCESS),
                sum(Event.LOAD_FAILURE),
                sum(Event.LOAD_TIMEOUT),
                loadNanos.sum(),
                sum(Event.SUPERSEDED),
                sum(Event.LEASE_LOST),
                sum(Event.UNDECODABLE),
                sum(Event.TOO_LARGE),
                memory,
                redisFailures,
                malformedControls);
    }

    private long sum(CacheOutcome outcome) {
        return adder(outcomes, outcome).sum();
    }

    private long sum(Event event) {
        return adder(events, event).sum();
    }

    /** Made once, and not for each read. */
    private CacheRead unsteered(CacheOutcome outcome) {
        return Objects.requireNonNull(unsteered.get(outcome));
    }

    private CacheRead read(CacheOutcome outcome, Orders orders) {
        return new CacheRead(namespace, outcome, orders.action(), orders.arm());
    }

    private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
        return Objects.requireNonNull(adders.get(key));
    }
}
