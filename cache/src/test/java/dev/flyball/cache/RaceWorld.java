package dev.flyball.cache;

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

    final Random random;
    final Turns turns;
    final FakeStore store;
    /** Both logs, which each instance reads at its own pace. */
    final List<Entry> controlLog = new ArrayList<>();

    final List<Entry> keysLog = new ArrayList<>();
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
    /** The kinds of changes that there are: one or all, since they hide much of what each other does. */
    final List<Kind> kinds;

    final boolean slowLoads;

    RaceWorld(int seed) {
        reliable = seed % 3 == 0;
        Kind[] all = Kind.values();
        kinds = seed % 2 == 0 ? List.of(all) : List.of(all[seed / 2 % all.length]);
        slowLoads = seed % 4 >= 2;
        random = new Random(seed);
        turns = new Turns(random);
        TestClock time = new TestClock();
        // Whoever looks at the clock may be overtaken there: it is looked at within what has to be safe.
        clock = () -> {
            if (random.nextBoolean()) {
                turns.step();
            }
            return time.instant();
        };
        store = new FakeStore(turns);
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
        NAMESPACE
    }

    List<Throwable> play() {
        for (RaceInstance instance : instances) {
            turns.now(() -> repeat(20, instance::read));
            turns.now(() -> repeat(20, instance::read));
            turns.now(() -> repeat(100, instance::change));
            turns.now(() -> repeat(100, instance::hear));
        }
        if (!reliable) {
            turns.now(() -> repeat(120, this::lose));
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

    int version(String key) {
        return source.getOrDefault(key, 0);
    }

    /** A record, and the versions of the source from which on it counts. */
    record Entry(String key, byte[] value, Map<String, Integer> versions) {}
}
