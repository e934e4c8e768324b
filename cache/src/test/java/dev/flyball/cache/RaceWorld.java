package dev.flyball.cache;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.json.EventJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** What three instances have in common: a source, a store, the logs, a clock, and the turns that they take. */
final class RaceWorld {
    static final List<String> KEYS = List.of("a", "b");
    static final String NAMESPACE = "products";
    static final String TAG = "all";

    private static final List<List<Kind>> SOME_KINDS = List.of(
            List.of(Kind.PUT),
            List.of(Kind.INVALIDATE),
            List.of(Kind.TAG),
            List.of(Kind.PATTERN),
            List.of(Kind.NAMESPACE),
            List.of(Kind.TAG, Kind.SOFT),
            List.of(Kind.NAMESPACE, Kind.SOFT));

    final Random random;
    final Turns turns;
    final FakeStore store;
    /** Both logs, which each instance reads at its own pace. */
    final List<Entry> controlLog = new ArrayList<>();

    final List<Entry> keysLog = new ArrayList<>();
    /** By the key of control records, the highest epoch that values may be stamped with. */
    private final Map<String, Long> stamps = new HashMap<>();

    final InstantSource clock;
    final AtomicLong tokens = new AtomicLong();
    final Map<String, Integer> source = new HashMap<>();
    final Map<String, Boolean> changing = new HashMap<>();
    private final List<RaceInstance> instances = new ArrayList<>();
    final List<String> tooOld = new ArrayList<>();
    int reads;
    int hits;
    /** Whether the store loses nothing. Then an instance that has lost records can go by what the store was told. */
    final boolean reliable;
    /** The kinds of changes that there are: all, or some, since they hide much of what each other does. */
    final List<Kind> kinds;

    final boolean slowLoads;
    /** If not, all clocks agree, and many orders are given in the same millisecond. */
    final boolean timePasses;

    RaceWorld(int seed) {
        reliable = seed % 3 == 0;
        kinds = seed % 2 == 0 ? List.of(Kind.values()) : SOME_KINDS.get(seed / 2 % SOME_KINDS.size());
        slowLoads = seed % 4 >= 2;
        random = new Random(seed);
        turns = new Turns(random);
        timePasses = random.nextBoolean();
        TestClock time = new TestClock();
        // Whoever looks at the clock may be overtaken there: it is looked at within what has to be safe.
        clock = () -> {
            if (random.nextBoolean()) {
                turns.step();
            }
            if (timePasses && random.nextInt(8) == 0) {
                time.advance(Duration.ofMillis(1));
            }
            return time.instant();
        };
        store = new FakeStore(turns);
        append(ControlTable.introduction(NAMESPACE, time.instant().toEpochMilli()), Map.of());
        for (int i = 0; i < 3; i++) {
            instances.add(new RaceInstance(this, i));
        }
    }

    /** How keys are changed. */
    enum Kind {
        PUT,
        INVALIDATE,
        TAG,
        PATTERN,
        NAMESPACE,
        SOFT
    }

    List<Throwable> play() {
        for (RaceInstance instance : instances) {
            turns.now(() -> repeat(25, instance::read));
            turns.now(() -> repeat(25, instance::read));
            turns.now(() -> repeat(100, instance::change));
            turns.now(() -> repeat(150, instance::hear));
        }
        if (!reliable) {
            turns.now(() -> repeat(120, this::lose));
        }
        turns.run();
        // What was wrong for a moment only may have been missed; what lasts is not.
        for (RaceInstance instance : instances) {
            turns.now(() -> repeat(200, instance::hearNext));
        }
        turns.run();
        for (RaceInstance instance : instances) {
            turns.now(() -> repeat(4, instance::read));
        }
        return turns.run();
    }

    private void repeat(int times, Runnable step) {
        for (int i = 0; i < times; i++) {
            step.run();
            turns.step();
        }
    }

    private void lose() {
        int draw = random.nextInt(10);
        if (draw == 0) {
            store.replicate();
        } else if (draw < 3) {
            store.failOver();
        }
    }

    /**
     * Appends a control record. Who has read it must not get what is older than some versions of the source, if it is a hard
     * one, and above all that values could be stamped with so far. If not, it has come too late for its epoch, and whoever
     * wrote it has to see to it.
     *
     * @return its offset
     */
    long append(CacheControl control, Map<String, Integer> versions) {
        long stamped = stamps.getOrDefault(control.key(), Long.MIN_VALUE);
        boolean isPattern = control.key().contains("#glob:");
        boolean counts = isPattern || control.minFresh() > stamped && control.minUsable() == control.minFresh();
        stamps.merge(control.key(), control.nextEpoch() - 1, Math::max);
        controlLog.add(new Entry(control.key(), EventJson.write(control), counts ? Map.copyOf(versions) : Map.of()));
        return controlLog.size() - 1L;
    }

    int version(String key) {
        return source.getOrDefault(key, 0);
    }

    /** A record, and the versions of the source from which on it counts. */
    record Entry(String key, byte[] value, Map<String, Integer> versions) {}
}
