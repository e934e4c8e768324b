package dev.flyball.benchmarks.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.flyball.cache.CacheClient;
import dev.flyball.cache.FlyballCache;
import dev.flyball.cache.Loader;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A value that is in the memory of the process, out of as many as there are slots: from the cache, and from a bare Caffeine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked // JMH fills it in.
public class MemoryHit {
    static final String SERVERS = "flyball.benchmarks.servers";
    /** A power of two, so that the next key costs next to nothing. */
    private static final int KEYS = 1 << 13;

    private final Loader<Product> loader = key -> Product.of(key, 1);
    private final Cache<String, Product> caffeine = Caffeine.newBuilder()
            .maximumSize(2 * KEYS)
            .expireAfterWrite(Products.LIFE)
            .build();
    private CacheClient client;
    private FlyballCache<Product> flyball;

    /** Which key comes next; each thread has its own order of strings that no cache has as its own. */
    @State(Scope.Thread)
    public static class Order {
        private final String[] keys;
        private int next;

        public Order() {
            List<String> shuffled =
                    IntStream.range(0, KEYS).mapToObj(i -> "product-" + i).collect(Collectors.toList());
            Collections.shuffle(shuffled, new Random(7));
            keys = shuffled.toArray(String[]::new);
        }

        String next() {
            return keys[next++ & (KEYS - 1)];
        }
    }

    @Setup(Level.Trial)
    public void fill() throws InterruptedException {
        client = Addresses.of(System.getProperty(SERVERS).split(",", -1)).cacheClient();
        flyball = Products.namespace(client, "memory").l1MaxEntries(2 * KEYS).build();
        Products.awaitReady(flyball);
        for (int i = 0; i < KEYS; i++) {
            String key = "product-" + i;
            flyball.get(key, loader);
            caffeine.put(key, Product.of(key, 1));
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        client.close();
    }

    @Benchmark
    public Product caffeine(Order order) {
        return Objects.requireNonNull(caffeine.getIfPresent(order.next()));
    }

    @Benchmark
    public Product flyball(Order order) {
        return flyball.get(order.next(), loader);
    }
}
