package dev.flyball.benchmarks.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Random;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.RestoreParams;

/** A million values of a namespace, 500 MB, that nobody has used for two hours. */
record IdleKeys(Jedis jedis) {
    static final int KEYS = 1_000_000;
    static final String ALL = "flyball:idle:{*";

    private static final int PIPELINED = 10_000;
    private static final int VALUE_BYTES = 380;
    private static final long IDLE_SECONDS = Duration.ofHours(2).toSeconds();

    void fill() {
        byte[] value = new byte[VALUE_BYTES];
        // Redis would store one byte that is repeated in less.
        new Random(5).nextBytes(value);
        byte[] template = "template".getBytes(UTF_8);
        jedis.set(template, value);
        byte[] dump = jedis.dump(template);
        jedis.del(template);
        RestoreParams idle =
                RestoreParams.restoreParams().idleTime(IDLE_SECONDS).replace();
        for (int from = 0; from < KEYS; from += PIPELINED) {
            try (Pipeline pipe = jedis.pipelined()) {
                for (int i = from; i < from + PIPELINED; i++) {
                    pipe.restore(name(i).getBytes(UTF_8), 0, dump, idle);
                }
            }
        }
    }

    /** What who knows all names may do. */
    void unlinkAtOnce() {
        try (Pipeline pipe = jedis.pipelined()) {
            for (int i = 0; i < KEYS; i++) {
                pipe.unlink(name(i));
            }
        }
    }

    /** What who knows none does. */
    void findAndDelete() {
        jedis.del(jedis.keys(ALL).toArray(String[]::new));
    }

    long usedBytes() {
        return jedis.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("used_memory:".length()).strip()))
                .sum();
    }

    private static String name(int i) {
        return "flyball:idle:{product-" + i + '}';
    }
}
