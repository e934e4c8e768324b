package dev.flyball.benchmarks.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.benchmarks.Peer;
import dev.flyball.cache.CacheClient;
import dev.flyball.cache.FlyballCache;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** One JVM's cache of a namespace with a million keys in Redis, and of another one that is read meanwhile. */
final class MillionKeys {
    static final int KEYS = 1_000_000;
    static final String NAMESPACE = "million";
    /** Those of the million whose values are loaded anew between two invalidations. */
    static final int LIVE_KEYS = 200;

    private static final String BYSTANDER = "bystander";
    private static final int BYSTANDER_KEYS = 1_000;
    private static final int PIPELINED = 10_000;
    private static final long READ_EVERY_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long BYSTANDER_READS_EVERY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final String WATCHED = key(0);

    private final CacheClient client;
    private final UnifiedJedis jedis;
    private final FlyballCache<Product> million;
    private final FlyballCache<Product> bystander;
    private final Random random = new Random(3);
    private int loads;

    private MillionKeys(CacheClient client, UnifiedJedis jedis) throws InterruptedException {
        this.client = client;
        this.jedis = jedis;
        million = Products.namespace(client, NAMESPACE).build();
        bystander = Products.namespace(client, BYSTANDER).l1MaxEntries(0).build();
        Products.awaitReady(million);
        Products.awaitReady(bystander);
    }

    /** @param arguments where the servers are */
    public static void main(String[] arguments) throws Exception {
        Addresses addresses = Addresses.of(arguments);
        try (CacheClient client = addresses.cacheClient();
                UnifiedJedis jedis = addresses.jedis()) {
            MillionKeys keys = new MillionKeys(client, jedis);
            Peer.answer("ready");
            Peer.obey(keys::obey);
        }
    }

    private void obey(List<String> words) throws Exception {
        switch (words.get(0)) {
            case "fill" -> fill();
            case "present" -> Peer.answer(present(Integer.parseInt(words.get(1))));
            case "invalidate" -> invalidate();
            case "order" -> order();
            case "watch" -> watch();
            case "read" -> read(Long.parseLong(words.get(1)));
            default -> throw new IllegalArgumentException(words.toString());
        }
    }

    /** A million values as the cache writes them: the bytes of one that it has written, under all their names. */
    private void fill() {
        million.get(WATCHED, this::load);
        byte[] bytes = Objects.requireNonNull(jedis.get(name(0)));
        SetParams life = SetParams.setParams().px(Products.LIFE.toMillis());
        for (int from = 0; from < KEYS; from += PIPELINED) {
            try (AbstractPipeline pipe = jedis.pipelined()) {
                for (int i = from; i < from + PIPELINED; i++) {
                    pipe.set(name(i), bytes, life);
                }
                pipe.sync();
            }
        }
        Peer.answer("filled");
    }

    /** Invalidates all; answers when it was called, when that was done, and how many old values could be read then. */
    private void invalidate() {
        long called = System.nanoTime();
        client.invalidateNamespace(NAMESPACE, "benchmark").join();
        long done = System.nanoTime();
        Peer.answer(called, done, present(LIVE_KEYS));
    }

    /** The same without a look at what is there, which is work for Redis. */
    private void order() {
        client.invalidateNamespace(NAMESPACE, "benchmark").join();
        Peer.answer("ordered");
    }

    /**
     * Has some values again, and reads one of them for as long as it is there; answers at first that it has them, then
     * when the one was gone, and how many old values could be read after that.
     */
    private void watch() {
        for (int i = 0; i < LIVE_KEYS; i++) {
            million.get(key(i), this::load);
        }
        Peer.answer("watching");
        while (million.get(WATCHED).isPresent()) {
            LockSupport.parkNanos(READ_EVERY_NANOS);
        }
        Peer.answer(System.nanoTime(), present(LIVE_KEYS));
    }

    /** How many values can be read: of those that were live, and of as many others. */
    private int present(int keys) {
        int present = 0;
        for (int i = 0; i < keys; i++) {
            present += million.get(key(i)).isPresent() ? 1 : 0;
            present += million.get(key(LIVE_KEYS + random.nextInt(KEYS - LIVE_KEYS)))
                            .isPresent()
                    ? 1
                    : 0;
        }
        return present;
    }

    /** Reads another namespace, from Redis, until a moment; answers the 99th percentile and the longest in milliseconds. */
    private void read(long untilNanos) {
        Latencies latencies = new Latencies();
        for (int i = 0; System.nanoTime() < untilNanos; i++) {
            String key = key(i % BYSTANDER_KEYS);
            long begin = System.nanoTime();
            bystander.get(key, this::load);
            latencies.add(System.nanoTime() - begin);
            LockSupport.parkNanos(BYSTANDER_READS_EVERY_NANOS);
        }
        Peer.answer(latencies.quantileMs(0.99), latencies.worstMs());
    }

    private Product load(String key) {
        return Product.of(key, ++loads);
    }

    private static String key(int i) {
        return "product-" + i;
    }

    private static byte[] name(int i) {
        return ("flyball:" + NAMESPACE + ":{" + key(i) + '}').getBytes(UTF_8);
    }
}
