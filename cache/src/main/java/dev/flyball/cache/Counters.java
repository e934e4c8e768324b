package dev.flyball.cache;

import dev.flyball.schemas.CacheOutcome;
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

    Counters() {
        for (CacheOutcome outcome : CacheOutcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
        for (Event event : Event.values()) {
            events.put(event, new LongAdder());
        }
    }

    void count(CacheOutcome outcome) {
        adder(outcomes, outcome).increment();
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

    private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
        return Objects.requireNonNull(adders.get(key));
    }
}
