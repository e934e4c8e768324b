package dev.flyball.benchmarks.cache;

import dev.flyball.benchmarks.Peer;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Jedis;

/** A JVM that reads a thousand keys of Redis, over and over, and has nothing to do with what happens to the others. */
final class HotReader {
    private static final int KEYS = 1_000;
    private static final long EVERY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private HotReader() {}

    /** @param arguments where Redis is */
    public static void main(String[] arguments) throws Exception {
        try (Jedis jedis = new Jedis(URI.create(arguments[0]), (int) TimeUnit.MINUTES.toMillis(1))) {
            for (int i = 0; i < KEYS; i++) {
                jedis.set(name(i), "x".repeat(1_000));
            }
            Peer.answer("ready");
            Peer.obey(words -> read(jedis, Long.parseLong(words.get(1))));
        }
    }

    /** Until a moment; answers the 99th percentile and the longest in milliseconds. */
    private static void read(Jedis jedis, long untilNanos) {
        Latencies latencies = new Latencies();
        for (int i = 0; System.nanoTime() < untilNanos; i++) {
            long begin = System.nanoTime();
            jedis.get(name(i % KEYS));
            latencies.add(System.nanoTime() - begin);
            LockSupport.parkNanos(EVERY_NANOS);
        }
        Peer.answer(latencies.quantileMs(0.99), latencies.worstMs());
    }

    private static String name(int i) {
        return "flyball:hot:{product-" + i + '}';
    }
}
