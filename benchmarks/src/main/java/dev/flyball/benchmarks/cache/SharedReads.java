package dev.flyball.benchmarks.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.benchmarks.Measured;
import dev.flyball.cache.CacheClient;
import dev.flyball.cache.FlyballCache;
import dev.flyball.cache.entry.Envelope;
import java.io.IOException;
import java.util.Objects;
import redis.clients.jedis.UnifiedJedis;

/**
 * Reads the values of a namespace from Redis, one after the other: through the cache, whose memory holds none, or with
 * Jedis and Jackson from the very same bytes.
 */
final class SharedReads {
    static final String FLYBALL = "flyball";
    static final String JEDIS = "jedis";
    static final String NAMESPACE = "shared";
    private static final int KEYS = 20_000;

    private SharedReads() {}

    private interface Reader {
        Product read(String key) throws IOException;
    }

    /** @param arguments the contender, how many values are read to warm up, how many then; and where the servers are */
    public static void main(String[] arguments) throws Exception {
        int warmUp = Integer.parseInt(arguments[1]);
        int reads = Integer.parseInt(arguments[2]);
        Addresses addresses = Addresses.of(arguments[3], arguments[4]);
        // Both have the client of the cache, whose threads cost a little as well.
        try (CacheClient client = addresses.cacheClient();
                UnifiedJedis jedis = addresses.jedis()) {
            FlyballCache<Product> cache =
                    Products.namespace(client, NAMESPACE).l1MaxEntries(0).build();
            Products.awaitReady(cache);
            for (int i = 0; i < KEYS; i++) {
                cache.get(key(i), key -> Product.of(key, 1));
            }
            Reader reader = arguments[0].equals(FLYBALL) ? through(cache) : with(jedis);
            readAll(reader, warmUp);
            long loads = cache.stats().loads();
            Measured.Start start = Measured.Start.now(0);
            readAll(reader, reads);
            System.out.println(start.until(reads).line());
            if (cache.stats().loads() != loads) {
                throw new IllegalStateException("not all were hits: " + cache.stats());
            }
        }
    }

    private static void readAll(Reader reader, int reads) throws IOException {
        for (int i = 0; i < reads; i++) {
            String key = key(i % KEYS);
            if (!reader.read(key).id().equals(key)) {
                throw new IllegalStateException("another value than that of " + key);
            }
        }
    }

    private static Reader through(FlyballCache<Product> cache) {
        return key -> cache.get(key, missing -> Product.of(missing, 1));
    }

    private static Reader with(UnifiedJedis jedis) {
        ObjectMapper mapper = new ObjectMapper();
        return key -> {
            byte[] bytes =
                    Objects.requireNonNull(jedis.get(("flyball:" + NAMESPACE + ":{" + key + '}').getBytes(UTF_8)));
            return mapper.readValue(bytes, Envelope.IDENTITY_TO, bytes.length - Envelope.IDENTITY_TO, Product.class);
        };
    }

    private static String key(int i) {
        return "product-" + i;
    }
}
