package dev.flyball.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedRedis;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A Redis that is there, but not well, and apps that ask for strange things. */
class RedisFaultIT {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicInteger price = new AtomicInteger(1);

    @AfterEach
    void forgetReads() {
        CacheReads.take();
    }

    @Test
    void fromASlowOrTalkingNonsenseRedisTheLoaderTakesOverAndNothingStaleIsLeft() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
                Between between = new Between(redis.port());
                CacheClient client = client(between.uri(), Duration.ofMillis(50));
                CacheClient healthy = client(redis.uri(), Duration.ofSeconds(2))) {
            FlyballCache<Product> cache = products(client);
            FlyballCache<Product> elsewhere = products(healthy);
            for (Between.Behaviour fault : List.of(Between.Behaviour.LATE, Between.Behaviour.GARBAGE)) {
                assertThat(elsewhere.get("42", this::load)).isEqualTo(current());
                await().atMost(LONG).until(() -> cache.get("42").isPresent());

                between.behave(fault);
                for (int i = 0; i < 20; i++) {
                    assertThat(cache.get("other" + i, this::load)).isEqualTo(new Product("other" + i, price.get()));
                }
                price.incrementAndGet();
                assertThatThrownBy(() -> cache.invalidate("42")).isInstanceOf(CacheAwayException.class);
                between.behave(Between.Behaviour.PASS);
                await().atMost(LONG).ignoreExceptions().until(() -> {
                    cache.invalidate("42");
                    return true;
                });

                assertThat(elsewhere.get("42", this::load)).isEqualTo(current());
                assertThat(cache.get("42", this::load)).isEqualTo(current());
            }
        }
    }

    @Test
    void fromASilentOrRestartedRedisTheLoaderTakesOverAndNothingStaleIsLeft() {
        EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        try (CacheClient client = client(redis.uri(), Duration.ofMillis(100))) {
            FlyballCache<Product> cache = products(client);
            await().atMost(LONG)
                    .until(() -> cache.get("42", this::load) != null
                            && cache.get("42").isPresent());

            redis.suspend();
            price.incrementAndGet();
            assertThatThrownBy(() -> cache.invalidate("42")).isInstanceOf(CacheAwayException.class);
            assertThat(cache.get("42", this::load)).isEqualTo(current());
            redis.resume();
            await().atMost(LONG).ignoreExceptions().until(() -> {
                cache.invalidate("42");
                return true;
            });
            assertThat(cache.get("42", this::load)).isEqualTo(current());

            redis.close();
            price.incrementAndGet();
            assertThat(cache.get("42", this::load)).isEqualTo(current());
            try (EmbeddedRedis again = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT.withPort(redis.port()))) {
                await().atMost(LONG).until(() -> {
                    assertThat(cache.get("42", this::load)).isEqualTo(current());
                    return cache.get("42").isPresent();
                });
                assertThat(again.port()).isEqualTo(redis.port());
            }
        } finally {
            redis.close();
        }
    }

    @Test
    void aFullRedisStillForgets() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(
                        EmbeddedRedis.Settings.DEFAULT.withDirectives(Map.of("maxmemory-policy", "noeviction")));
                CacheClient client = client(redis.uri(), Duration.ofSeconds(2));
                Jedis admin = new Jedis("127.0.0.1", redis.port())) {
            FlyballCache<Product> cache = products(client);
            assertThat(cache.get("42", this::load)).isEqualTo(current());
            cache.put("43", new Product("43", 1));
            admin.configSet("maxmemory", "1");

            price.incrementAndGet();
            cache.invalidate("42");
            cache.put("43", new Product("43", price.get()));

            assertThat(cache.get("42", this::load)).isEqualTo(current());
            assertThat(cache.get("43", this::load)).isEqualTo(new Product("43", price.get()));
            admin.configSet("maxmemory", "0");
            price.incrementAndGet();
            assertThat(cache.get("42", this::load))
                    .as("it was not kept while Redis was full")
                    .isEqualTo(current());
            assertThat(cache.get("42")).contains(current());
        }
    }

    @Test
    void anyKeyIsAKeyAndNullIsNone() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
                CacheClient client = client(redis.uri(), Duration.ofSeconds(2));
                CacheClient other = client(redis.uri(), Duration.ofSeconds(2))) {
            FlyballCache<Product> cache = products(client);
            FlyballCache<Product> elsewhere = products(other);
            byte[] binary = new byte[256];
            for (int i = 0; i < binary.length; i++) {
                binary[i] = (byte) i;
            }
            List<String> keys = List.of(
                    "",
                    "x".repeat(1 << 20),
                    new String(binary, ISO_8859_1),
                    "{a}",
                    "}{",
                    "test_*",
                    "a?[b]",
                    "\r\nDEL x\n");
            for (String key : keys) {
                Product product = new Product("p", keys.indexOf(key));
                cache.get(key, k -> product);
                assertThat(elsewhere.get(key)).contains(product);
                cache.invalidate(key);
                assertThat(elsewhere.get(key)).isEmpty();
            }
            assertThat(cache.stats().redisFailures()).isZero();
            assertThatThrownBy(() -> cache.get(nullKey(), this::load)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> cache.invalidate(nullKey())).isInstanceOf(NullPointerException.class);
        }
    }

    private static String nullKey() {
        return null;
    }

    private Product load(String key) {
        return new Product(key, price.get());
    }

    private Product current() {
        return new Product("42", price.get());
    }

    private static FlyballCache<Product> products(CacheClient client) {
        return client.namespace("products", Product.class).l1MaxEntries(0).build();
    }

    private static CacheClient client(URI uri, Duration timeout) {
        return CacheClient.builder().redis(uri).redisTimeout(timeout).build();
    }
}
