package dev.flyball.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One of the instances of a {@link RaceWorld}: reads, changes, and hears of the changes of others. */
final class RaceInstance implements LogWriter {
    private final RaceWorld world;
    private final int number;
    private final Positions positions = new Positions();
    private final LogIntake intake;
    private final CacheClient client;
    private final FlyballCache<Integer> cache;
    private final Map<String, Integer> seen = new HashMap<>();
    /** By thread: an order that is given anew while records are heard is no part of the change that is on its way meanwhile. */
    private final ThreadLocal<Map<String, Integer>> writing = ThreadLocal.withInitial(Map::of);
    /** By the record's key, the versions that this instance gave hard orders for: all of them come before its next record. */
    private final Map<String, Map<String, Integer>> owed = new HashMap<>();

    RaceInstance(RaceWorld world, int number) {
        this.world = world;
        this.number = number;
        // Clocks of different machines differ a little.
        long skewMs = world.timePasses ? world.random.nextInt(3) : 0;
        InstantSource clock = () -> world.clock.instant().plusMillis(skewMs);
        ControlTable table = new ControlTable();
        KeyChanges changes = new KeyChanges(() -> 0);
        LogProof proof = new LogProof(Duration.ofSeconds(3), () -> 0);
        proof.reachedEndOf(0);
        ControlLine line = new ControlLine(table, changes, positions, this, CacheEvents.NONE, clock);
        intake = new LogIntake(table, changes, positions, line);
        Surroundings surroundings = new Surroundings(world.turns, world.random, world.tokens::incrementAndGet, () -> 0);
        client = new CacheClient(
                world.store,
                new Steering(table, changes, positions, proof, clock),
                surroundings,
                new CacheClient.Log(line, intake, new Invalidations(table, line, clock), () -> {}, this));
        hearControl();
        cache = client.namespace(RaceWorld.NAMESPACE, Integer.class)
                .tags(value -> Tags.of(RaceWorld.TAG))
                // What one remembers saves it from what the store has lost.
                .l1MaxEntries(number == 0 ? 100 : 0)
                .build();
    }

    /** In one of the ways there are: without waiting, waiting, or several at once. */
    void read() {
        Map<String, Integer> atLeast = Map.copyOf(seen);
        String key = RaceWorld.KEYS.get(world.random.nextInt(RaceWorld.KEYS.size()));
        Source source = new Source(world);
        switch (world.random.nextInt(3)) {
            case 0 -> cache.getAsync(key, source).thenAccept(version -> check(key, version, atLeast, source));
            case 1 -> check(key, cache.get(key, source), atLeast, source);
            default -> cache.getAll(RaceWorld.KEYS, source).forEach((k, version) -> check(k, version, atLeast, source));
        }
    }

    private void check(String key, int version, Map<String, Integer> atLeast, Source source) {
        world.reads++;
        world.hits += source.loaded.contains(key) ? 0 : 1;
        int least = atLeast.getOrDefault(key, 0);
        if (version < least) {
            world.tooOld.add(number + " read " + version + " of " + key + " having seen " + least);
        }
    }

    /** Now and then. Changes of one key come one after the other, as in a database; how they spread is another matter. */
    void change() {
        if (world.random.nextInt(12) > 0) {
            return;
        }
        String key = RaceWorld.KEYS.get(world.random.nextInt(RaceWorld.KEYS.size()));
        if (world.changing.putIfAbsent(key, true) != null) {
            return;
        }
        int version = world.source.merge(key, 1, Integer::sum);
        world.turns.step();
        switch (world.kinds.get(world.random.nextInt(world.kinds.size()))) {
            case PUT -> tell(Map.of(key, version), () -> cache.put(key, version));
            case INVALIDATE -> tell(Map.of(key, version), () -> cache.invalidate(key));
            case TAG ->
                order(Map.of(key, version), () -> client.invalidateTag(RaceWorld.NAMESPACE, RaceWorld.TAG, "test"));
            case PATTERN ->
                order(Map.of(key, version), () -> client.invalidatePattern(RaceWorld.NAMESPACE + ":*" + key, "test"));
            case NAMESPACE ->
                order(Map.of(key, version), () -> client.invalidateNamespace(RaceWorld.NAMESPACE, "test"));
            // Promises nothing, but must not take back either what a hard one did.
            case SOFT ->
                order(
                        Map.of(),
                        () -> world.random.nextBoolean()
                                ? client.invalidateTag(RaceWorld.NAMESPACE, RaceWorld.TAG, Invalidation.SOFT, "test")
                                : client.invalidateNamespace(RaceWorld.NAMESPACE, Invalidation.SOFT, "test"));
        }
        writing.remove();
        world.changing.remove(key);
    }

    /** Now and then of the next records, and seldom, instead, that all key changes up to now are gone. */
    void hear() {
        int draw = world.random.nextInt(60);
        if (draw == 0) {
            hearOfGap();
        } else if (draw < 30) {
            hearNext();
        }
    }

    private void hearOfGap() {
        List<RaceWorld.Entry> missed = List.copyOf(world.keysLog.subList((int) positions.keys(), world.keysLog.size()));
        intake.missedKeys(positions.keys() + missed.size());
        if (world.reliable) {
            missed.forEach(entry -> saw(entry.versions()));
        }
    }

    /** Of the next record of each log, if there is one. */
    void hearNext() {
        long nextKeys = positions.keys();
        hearControl();
        world.turns.step();
        if (nextKeys < world.keysLog.size()) {
            RaceWorld.Entry entry = world.keysLog.get((int) nextKeys);
            intake.key(nextKeys, entry.value());
            saw(entry.versions());
            world.turns.step();
            intake.keysRead(nextKeys + 1);
        }
    }

    private void hearControl() {
        long next = positions.control();
        if (next < world.controlLog.size()) {
            RaceWorld.Entry entry = world.controlLog.get((int) next);
            intake.control(next, entry.key().getBytes(UTF_8), entry.value());
            saw(entry.versions());
            intake.controlRead(next + 1);
        }
    }

    @Override
    public CompletableFuture<Long> append(CacheControl control) {
        Map<String, Integer> versions = owed.computeIfAbsent(control.key(), key -> new HashMap<>());
        writing.get().forEach((key, version) -> versions.merge(key, version, Math::max));
        return unlessAway(() -> world.append(control, versions));
    }

    @Override
    public CompletableFuture<Long> append(KeyChange change) {
        RaceWorld.Entry entry = new RaceWorld.Entry(change.key(), EventJson.write(change), writing.get());
        CompletableFuture<Long> appended = unlessAway(() -> {
            world.keysLog.add(entry);
            return world.keysLog.size() - 1L;
        });
        if (!appended.isCompletedExceptionally()) {
            saw(writing.get());
        }
        return appended;
    }

    @Override
    public CompletableFuture<Long> remove(String controlKey) {
        return CompletableFuture.completedFuture(0L);
    }

    @Override
    public void close() {}

    private CompletableFuture<Long> unlessAway(Supplier<Long> append) {
        return world.random.nextInt(8) == 0
                ? CompletableFuture.failedFuture(new IllegalStateException("the log is away"))
                : CompletableFuture.completedFuture(append.get());
    }

    private void tell(Map<String, Integer> versions, Runnable change) {
        writing.set(versions);
        change.run();
    }

    private void order(Map<String, Integer> versions, Supplier<CompletableFuture<Void>> order) {
        tell(versions, () -> order.get().thenRun(() -> saw(versions)));
    }

    private void saw(Map<String, Integer> versions) {
        versions.forEach((key, version) -> seen.merge(key, version, Math::max));
    }

    /** What is cached, while it is asked, and what for. */
    private static final class Source implements Loader<Integer>, BulkLoader<Integer> {
        private final RaceWorld world;
        private final Set<String> loaded = new HashSet<>();

        Source(RaceWorld world) {
            this.world = world;
        }

        @Override
        public Integer load(String key) {
            loaded.add(key);
            world.turns.step();
            int version = world.version(key);
            // A slow load is overtaken by much.
            for (int steps = world.slowLoads && world.random.nextInt(4) == 0 ? 40 : 1; steps > 0; steps--) {
                world.turns.step();
            }
            return version;
        }

        @Override
        public Map<String, Integer> loadAll(Set<String> keys) {
            Map<String, Integer> versions = new HashMap<>();
            keys.forEach(key -> versions.put(key, load(key)));
            return versions;
        }
    }
}
