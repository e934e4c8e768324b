package dev.flyball.cache;

import dev.flyball.cache.control.Orders;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** The running numbers of one namespace. */
final class Counters {
    /** Things to count besides outcomes. */
    enum Event {
        LOAD,
        LOAD_FAILURE,
        LOAD_TIMEOUT,
        SUPERSEDED,
        UNDECODABLE,
        TOO_LARGE
    }

    private final Map<CacheOutcome, LongAdder> outcomes = new EnumMap<>(CacheOutcome.class);
    private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);

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

    void count(Event event) {
        adder(events, event).increment();
    }

    CacheStats stats(long redisFailures, long malformedControls) {
        return new CacheStats(
                adder(outcomes, CacheOutcome.L1).sum(),
                adder(outcomes, CacheOutcome.L2).sum(),
                adder(outcomes, CacheOutcome.STALE).sum(),
                adder(outcomes, CacheOutcome.MISS).sum(),
                adder(outcomes, CacheOutcome.BYPASS).sum(),
                adder(events, Event.LOAD).sum(),
                adder(events, Event.LOAD_FAILURE).sum(),
                adder(events, Event.LOAD_TIMEOUT).sum(),
                adder(events, Event.SUPERSEDED).sum(),
                adder(events, Event.UNDECODABLE).sum(),
                adder(events, Event.TOO_LARGE).sum(),
                redisFailures,
                malformedControls);
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
