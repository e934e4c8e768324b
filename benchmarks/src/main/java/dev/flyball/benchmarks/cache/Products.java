package dev.flyball.benchmarks.cache;

import dev.flyball.cache.CacheClient;
import dev.flyball.cache.FlyballCache;
import dev.flyball.cache.NamespaceBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A namespace whose values live longer than any measurement. */
final class Products {
    static final Duration LIFE = Duration.ofHours(1);
    private static final Duration READY_WITHIN = Duration.ofSeconds(20);
    private static final String PROBE = "probe";

    private Products() {}

    static NamespaceBuilder<Product> namespace(CacheClient client, String namespace) {
        return client.namespace(namespace, Product.class).ttl(LIFE).l1Hold(LIFE);
    }

    /** Waits until the namespace is on the control log, before which nothing is cached. */
    static void awaitReady(FlyballCache<Product> cache) throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (cache.get(PROBE).isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("nothing is cached within " + READY_WITHIN + ": " + cache.stats());
            }
            cache.get(PROBE, key -> Product.of(key, 1));
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
