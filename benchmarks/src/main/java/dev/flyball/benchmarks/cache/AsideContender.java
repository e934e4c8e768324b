package dev.flyball.benchmarks.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.flyball.cache.CacheClient;
import dev.flyball.cache.FlyballCache;
import dev.flyball.cache.Loader;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** The usual ways to cache what is loaded, and this one. */
enum AsideContender {
    FLYBALL("Flyball") {
        @Override
        Aside open(Addresses addresses) throws InterruptedException {
            return new Flyball(addresses.cacheClient());
        }
    },
    /** GET; if there is nothing, load and SET; DEL when it has changed. */
    JEDIS("Jedis cache-aside") {
        @Override
        Aside open(Addresses addresses) {
            return new Plain(addresses.jedis());
        }
    },
    /** A Caffeine in each process over the same, which is told by PUBLISH what has changed. */
    TWO_TIERS("Caffeine over Jedis with pub/sub") {
        @Override
        Aside open(Addresses addresses) {
            return new TwoTiers(addresses.jedis());
        }
    };

    private final String title;

    AsideContender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract Aside open(Addresses addresses) throws InterruptedException;

    private record Flyball(CacheClient client, FlyballCache<String> cache) implements Aside {
        private static final String PROBE = "probe";

        Flyball(CacheClient client) throws InterruptedException {
            this(
                    client,
                    client.namespace("aside", String.class)
                            .ttl(Products.LIFE)
                            .l1Hold(Products.LIFE)
                            .build());
            while (cache.get(PROBE).isEmpty()) {
                cache.get(PROBE, key -> "ready");
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }

        @Override
        public String get(String key, Loader<String> loader) {
            return cache.get(key, loader);
        }

        @Override
        public void invalidate(String key) {
            cache.invalidate(key);
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private record Plain(UnifiedJedis jedis) implements Aside {
        @Override
        public String get(String key, Loader<String> loader) throws Exception {
            String known = jedis.get(key);
            if (known != null) {
                return known;
            }
            String loaded = Objects.requireNonNull(loader.load(key));
            jedis.set(key, loaded, SetParams.setParams().ex(Products.LIFE.toSeconds()));
            return loaded;
        }

        @Override
        public void invalidate(String key) {
            jedis.del(key);
        }

        @Override
        public void close() {
            jedis.close();
        }
    }

    private static final class TwoTiers implements Aside {
        private static final String CHANGES = "changes";

        private final Plain shared;
        private final Cache<String, String> local =
                Caffeine.newBuilder().expireAfterWrite(Products.LIFE).build();

        TwoTiers(UnifiedJedis jedis) {
            shared = new Plain(jedis);
            Thread listening = new Thread(() -> jedis.subscribe(
                    new JedisPubSub() {
                        @Override
                        public void onMessage(String channel, String key) {
                            local.invalidate(key);
                        }
                    },
                    CHANGES));
            listening.setDaemon(true);
            listening.start();
        }

        @Override
        public String get(String key, Loader<String> loader) {
            return Objects.requireNonNull(local.get(key, missing -> {
                try {
                    return shared.get(missing, loader);
                } catch (Exception e) {
                    throw new CompletionException(e);
                }
            }));
        }

        @Override
        public void invalidate(String key) {
            shared.invalidate(key);
            local.invalidate(key);
            shared.jedis.publish(CHANGES, key);
        }

        @Override
        public void close() {
            shared.close();
        }
    }
}
