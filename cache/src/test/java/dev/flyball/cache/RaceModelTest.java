package dev.flyball.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.Invalidation;
import dev.flyball.cache.control.KeyChanges;
import dev.flyball.cache.control.LogProof;
import dev.flyball.cache.control.Positions;
import dev.flyball.cache.log.KeyChange;
import dev.flyball.cache.log.LogIntake;
import dev.flyball.cache.log.LogWriter;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.json.EventJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Reads, loads, of one key and of several, puts, and invalidations of all kinds, of three instances in every order that 60 seeds come up with, while
 * records arrive late or never: because Kafka does not take them, or because they are gone from the log before an
 * instance has read them. For two seeds of three the store also fails over and loses its newest writes.
 */
class RaceModelTest {
    private static final List<String> KEYS = List.of("a", "b");
    private static final String NAMESPACE = "products";
    private static final String TAG = "all";

    private int reads;
    private int hits;

    @Test
    void noReadReturnsWhatIsOlderThanAnInvalidationThatItsInstanceHasSeen() {
        for (int seed = 0; seed < 60; seed++) {
            World world = new World(seed);

            List<Throwable> failures = world.play();

            assertThat(failures).as("failures with seed %d", seed).isEmpty();
            assertThat(world.tooOld)
                    .as("reads that were too old with seed %d", seed)
                    .isEmpty();
        }
        assertThat(hits).as("a cache that caches nothing is never stale").isGreaterThan(reads / 10);
    }

    /** A log of both kinds, which each instance reads at its own pace. */
    private static final class SharedLog {
        private final List<Entry> control = new ArrayList<>();
        private final List<Entry> keys = new ArrayList<>();
    }

    /** A record, and the versions of the source from which on it counts. */
    private record Entry(String key, byte[] value, Map<String, Integer> versions) {}

    /** What is cached, while it is asked, and what for. */
    private static final class Source implements Loader<Integer>, BulkLoader<Integer> {
        private final World world;
        private final Set<String> loaded = new HashSet<>();

        Source(World world) {
            this.world = world;
        }

        @Override
        public Integer load(String key) {
            loaded.add(key);
            world.turns.step();
            int version = world.version(key);
            world.turns.step();
            return version;
        }

        @Override
        public Map<String, Integer> loadAll(Set<String> keys) {
            Map<String, Integer> versions = new HashMap<>();
            keys.forEach(key -> versions.put(key, load(key)));
            return versions;
        }
    }

    private final class World {
        private final Random random;
        private final Turns turns;
        private final FakeStore store;
        private final SharedLog log = new SharedLog();
        private final TestClock clock = new TestClock();
        private final AtomicLong tokens = new AtomicLong();
        private final Map<String, Integer> source = new HashMap<>();
        private final Map<String, Boolean> changing = new HashMap<>();
        private final List<Instance> instances = new ArrayList<>();
        private final List<String> tooOld = new ArrayList<>();
        /** Whether the store loses nothing. Then an instance that has lost records can go by what the store was told. */
        private final boolean reliable;

        World(int seed) {
            reliable = seed % 3 == 0;
            random = new Random(seed);
            turns = new Turns(random);
            store = new FakeStore(turns);
            for (int i = 0; i < 3; i++) {
                instances.add(new Instance(this, i));
            }
        }

        List<Throwable> play() {
            for (Instance instance : instances) {
                turns.now(() -> repeat(12, instance::read));
                turns.now(() -> repeat(12, instance::read));
                turns.now(() -> repeat(4, instance::change));
                turns.now(() -> repeat(40, instance::hear));
            }
            if (!reliable) {
                turns.now(() -> repeat(60, this::lose));
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

        private int version(String key) {
            return source.getOrDefault(key, 0);
        }
    }

    private final class Instance implements LogWriter {
        private final World world;
        private final int number;
        private final Positions positions = new Positions();
        private final LogIntake intake;
        private final CacheClient client;
        private final FlyballCache<Integer> cache;
        private final Map<String, Integer> seen = new HashMap<>();
        private Map<String, Integer> writing = Map.of();

        Instance(World world, int number) {
            this.world = world;
            this.number = number;
            ControlTable table = new ControlTable();
            KeyChanges changes = new KeyChanges(() -> 0);
            LogProof proof = new LogProof(Duration.ofSeconds(3), () -> 0);
            proof.reachedEndOf(0);
            table.merge(table.invalidation(NAMESPACE, Invalidation.HARD, "first use", world.clock.millis()), 0);
            ControlLine line = new ControlLine(table, changes, positions, this, CacheEvents.NONE, world.clock);
            intake = new LogIntake(table, changes, positions, line);
            Surroundings surroundings =
                    new Surroundings(world.turns, world.random, world.tokens::incrementAndGet, () -> 0);
            client = new CacheClient(
                    world.store,
                    new Steering(table, changes, positions, proof, world.clock),
                    surroundings,
                    new CacheClient.Log(line, intake, new Invalidations(table, line, world.clock), () -> {}, this));
            cache = client.namespace(NAMESPACE, Integer.class)
                    .tags(value -> Tags.of(TAG))
                    // What one remembers saves it from what the store has lost.
                    .l1MaxEntries(number == 0 ? 100 : 0)
                    .build();
        }

        /** In one of the ways there are: without waiting, waiting, or several at once. */
        void read() {
            Map<String, Integer> atLeast = Map.copyOf(seen);
            String key = KEYS.get(world.random.nextInt(KEYS.size()));
            Source source = new Source(world);
            switch (world.random.nextInt(3)) {
                case 0 -> cache.getAsync(key, source).thenAccept(version -> check(key, version, atLeast, source));
                case 1 -> check(key, cache.get(key, source), atLeast, source);
                default -> cache.getAll(KEYS, source).forEach((k, version) -> check(k, version, atLeast, source));
            }
        }

        private void check(String key, int version, Map<String, Integer> atLeast, Source source) {
            reads++;
            hits += source.loaded.contains(key) ? 0 : 1;
            int least = atLeast.getOrDefault(key, 0);
            if (version < least) {
                world.tooOld.add(number + " read " + version + " of " + key + " having seen " + least);
            }
        }

        /** Changes of one key come one after the other, as in a database; how they spread is another matter. */
        void change() {
            String key = KEYS.get(world.random.nextInt(KEYS.size()));
            if (world.changing.putIfAbsent(key, true) != null) {
                return;
            }
            int version = world.source.merge(key, 1, Integer::sum);
            world.turns.step();
            switch (world.random.nextInt(5)) {
                case 0 -> tell(Map.of(key, version), () -> cache.put(key, version));
                case 1 -> tell(Map.of(key, version), () -> cache.invalidate(key));
                case 2 -> order(key, version, () -> client.invalidateTag(NAMESPACE, TAG, "test"));
                case 3 -> order(key, version, () -> client.invalidatePattern(NAMESPACE + ":*" + key, "test"));
                default -> order(key, version, () -> client.invalidateNamespace(NAMESPACE, "test"));
            }
            writing = Map.of();
            world.changing.remove(key);
        }

        /** Now and then, instead of the next records, that all key changes up to now are gone. */
        void hear() {
            if (world.random.nextInt(20) == 0) {
                hearOfGap();
            } else {
                hearNext();
            }
        }

        private void hearOfGap() {
            List<Entry> missed = List.copyOf(world.log.keys.subList((int) positions.keys(), world.log.keys.size()));
            intake.missedKeys(positions.keys() + missed.size());
            if (world.reliable) {
                missed.forEach(entry -> saw(entry.versions));
            }
        }

        private void hearNext() {
            long nextControl = positions.control();
            long nextKeys = positions.keys();
            if (nextControl < world.log.control.size()) {
                Entry entry = world.log.control.get((int) nextControl);
                intake.control(nextControl, entry.key.getBytes(UTF_8), entry.value);
                saw(entry.versions);
                intake.controlRead(nextControl + 1);
            }
            world.turns.step();
            if (nextKeys < world.log.keys.size()) {
                Entry entry = world.log.keys.get((int) nextKeys);
                intake.key(nextKeys, entry.value);
                saw(entry.versions);
                world.turns.step();
                intake.keysRead(nextKeys + 1);
            }
        }

        @Override
        public CompletableFuture<Long> append(CacheControl control) {
            return append(world.log.control, new Entry(control.key(), EventJson.write(control), writing));
        }

        @Override
        public CompletableFuture<Long> append(KeyChange change) {
            CompletableFuture<Long> appended =
                    append(world.log.keys, new Entry(change.key(), EventJson.write(change), writing));
            if (!appended.isCompletedExceptionally()) {
                saw(writing);
            }
            return appended;
        }

        @Override
        public CompletableFuture<Long> remove(String controlKey) {
            return CompletableFuture.completedFuture(0L);
        }

        @Override
        public void close() {}

        private CompletableFuture<Long> append(List<Entry> log, Entry entry) {
            if (world.random.nextInt(8) == 0) {
                return CompletableFuture.failedFuture(new IllegalStateException("the log is away"));
            }
            log.add(entry);
            return CompletableFuture.completedFuture(log.size() - 1L);
        }

        private void tell(Map<String, Integer> versions, Runnable change) {
            writing = versions;
            change.run();
        }

        private void order(String key, int version, Supplier<CompletableFuture<Void>> order) {
            tell(Map.of(key, version), () -> order.get().isDone());
        }

        private void saw(Map<String, Integer> versions) {
            versions.forEach((key, version) -> seen.merge(key, version, Math::max));
        }
    }
}
