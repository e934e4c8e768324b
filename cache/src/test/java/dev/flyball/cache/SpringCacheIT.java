package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.flyball.cache.spring.FlyballCacheManager;
import dev.flyball.cache.spring.FlyballKeyGenerator;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Two Spring contexts stand for two instances of an app; the catalogue is the database that they share. */
class SpringCacheIT extends RealServers {
    private static final ConcurrentMap<String, Product> catalogue = new ConcurrentHashMap<>();
    private static final AtomicInteger loads = new AtomicInteger();

    private static AnnotationConfigApplicationContext here;
    private static AnnotationConfigApplicationContext there;

    private Shop ours;
    private Shop theirs;

    @BeforeAll
    static void startContexts() {
        here = new AnnotationConfigApplicationContext(App.class);
        there = new AnnotationConfigApplicationContext(App.class);
        for (AnnotationConfigApplicationContext context : List.of(here, there)) {
            awaitIntroduced(context.getBean(ProductCache.class).cache());
            Cache sales = cache(context, "spring-sales");
            await().until(() -> {
                sales.put("probe", List.of());
                return sales.get("probe") != null;
            });
        }
    }

    @AfterAll
    static void stopContexts() {
        here.close();
        there.close();
    }

    @BeforeEach
    void openShops() {
        catalogue.clear();
        ours = here.getBean(Shop.class);
        theirs = there.getBean(Shop.class);
        cache(here, "spring-products").clear();
        cache(here, "spring-sales").clear();
        loads.set(0);
        catalogue.put("42", new Product("42", 1));
        catalogue.put("43", new Product("43", 1));
    }

    @Test
    void aMethodIsCalledOnceForBothInstancesAndAnEvictionReachesBoth() {
        assertThat(ours.find("42").priceCents()).isEqualTo(1);
        assertThat(ours.find("42").priceCents()).isEqualTo(1);
        assertThat(theirs.find("42").priceCents()).isEqualTo(1);
        assertThat(loads).hasValue(1);

        ours.change(new Product("42", 2));

        assertThat(ours.find("42").priceCents()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(theirs.find("42").priceCents()).isEqualTo(2));
    }

    @Test
    void allEntriesAreEvictedInBoth() {
        for (Shop shop : List.of(ours, theirs)) {
            assertThat(shop.find("42").priceCents()).isEqualTo(1);
            assertThat(shop.find("43").priceCents()).isEqualTo(1);
        }
        catalogue.replaceAll((id, product) -> new Product(id, 2));

        theirs.changeAll();

        assertThat(theirs.find("43").priceCents()).isEqualTo(2);
        await().untilAsserted(() -> {
            assertThat(ours.find("42").priceCents()).isEqualTo(2);
            assertThat(ours.find("43").priceCents()).isEqualTo(2);
        });
    }

    @Test
    void aSynchronizedMethodIsCalledOnceHoweverManyAsk() {
        CountDownLatch allAsk = new CountDownLatch(8);

        List<CompletableFuture<Product>> answers = IntStream.range(0, 8)
                .mapToObj(i -> onAThread(() -> {
                    allAsk.countDown();
                    return (i % 2 == 0 ? ours : theirs).findOnce("42", allAsk);
                }))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(new Product("42", 1)));
        assertThat(loads).hasValue(1);
    }

    @Test
    void aFutureIsCachedByItsValue() {
        assertThat(ours.findLater("42").join()).isEqualTo(new Product("42", 1));
        assertThat(theirs.findLater("42").join()).isEqualTo(new Product("42", 1));
        assertThat(loads).hasValue(1);
        assertThatThrownBy(() -> ours.findLater("broken").join()).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> ours.findOnce("broken", new CountDownLatch(0))).isInstanceOf(IOException.class);
    }

    @Test
    void aValueIsReplacedWithoutALoad() {
        ours.find("42");

        ours.replace(new Product("42", 3));

        assertThat(ours.find("42").priceCents()).isEqualTo(3);
        await().untilAsserted(() -> assertThat(theirs.find("42").priceCents()).isEqualTo(3));
        assertThat(loads).hasValue(1);
    }

    @Test
    void nothingIsKnownToBeNothingIfTheNamespaceHasATimeForIt() {
        assertThat(ours.find("44")).isNull();
        assertThat(ours.find("44")).isNull();
        assertThat(theirs.find("44")).isNull();
        assertThat(loads).as("products has a negative time to live").hasValue(1);

        assertThat(ours.sales(2026, "none")).isNull();
        assertThat(ours.sales(2026, "none")).isNull();
        assertThat(loads).as("sales has none").hasValue(3);
    }

    @Test
    void aListComesBackAsOneFromRedisAndSeveralArgumentsMakeAKey() {
        assertThat(ours.sales(2026, "acme")).containsExactly(new Product("42", 1), new Product("43", 1));
        assertThat(theirs.sales(2026, "acme")).containsExactly(new Product("42", 1), new Product("43", 1));
        assertThat(loads).hasValue(1);
        assertThat(theirs.sales(2025, "acme")).hasSize(2);
        assertThat(loads).hasValue(2);
    }

    @Test
    void theContractOfACacheHolds() {
        Cache cache = cache(here, "spring-products");

        assertThat(cache.get("42")).isNull();
        assertThat(cache.putIfAbsent("42", new Product("42", 1))).isNull();
        assertThat(cache.putIfAbsent("42", new Product("42", 2)).get()).isEqualTo(new Product("42", 1));
        assertThat(cache.get("42", Product.class)).isEqualTo(new Product("42", 1));
        assertThatThrownBy(() -> cache.get("42", String.class)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cache.put("42", "text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Product.class.getName());
        assertThat(cache.retrieve("42").join()).hasFieldOrPropertyWithValue("value", new Product("42", 1));
        assertThat(cache.evictIfPresent("42")).isTrue();
        assertThat(cache.evictIfPresent("42")).isFalse();
        assertThat(cache.retrieve("42").join()).isNull();
        cache.put("43", null);
        assertThat(cache.get("43").get()).isNull();
        assertThat(cache.retrieve("43").join()).hasFieldOrPropertyWithValue("value", null);
        assertThat(cache.invalidate()).isFalse();
        assertThat(cache.get("43")).isNull();

        Callable<Product> broken = () -> {
            throw new IOException("the database is down");
        };
        assertThatThrownBy(() -> cache.get("44", broken))
                .isInstanceOf(Cache.ValueRetrievalException.class)
                .hasCauseExactlyInstanceOf(IOException.class);
        CacheManager caches = here.getBean(CacheManager.class);
        assertThat(caches.getCacheNames()).containsExactlyInAnyOrder("spring-products", "spring-sales");
        assertThat(caches.getCache("unknown")).isNull();
    }

    private static <T> CompletableFuture<T> onAThread(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                })
                .start();
        return result;
    }

    private static Cache cache(AnnotationConfigApplicationContext context, String name) {
        return context.getBean(CacheManager.class).getCache(name);
    }

    /** As an app has it. */
    @Configuration
    @EnableCaching
    static class App {
        @Bean
        CacheClient client() {
            return CacheClient.builder()
                    .redis(redis.uri())
                    .redisTimeout(Duration.ofSeconds(5))
                    .kafka(ControlTopic.settings(kafka), Topics.DEFAULT)
                    .build();
        }

        @Bean
        ProductCache products(CacheClient client) {
            return new ProductCache(client.namespace("spring-products", Product.class)
                    .negativeTtl(Duration.ofMinutes(1))
                    .loadTimeout(Duration.ofSeconds(10))
                    .build());
        }

        @Bean
        CacheManager cacheManager(CacheClient client, ProductCache products) {
            return FlyballCacheManager.builder(client)
                    .cache(products.cache(), Product.class)
                    .cache(
                            "spring-sales",
                            new TypeReference<List<Product>>() {},
                            sales -> sales.ttl(Duration.ofMinutes(1)))
                    .build();
        }

        @Bean
        FlyballKeyGenerator keyGenerator() {
            return new FlyballKeyGenerator();
        }

        @Bean
        Shop shop() {
            return new Shop();
        }
    }

    record ProductCache(FlyballCache<Product> cache) {}

    static class Shop {
        @Cacheable("spring-products")
        public Product find(String id) {
            loads.incrementAndGet();
            return catalogue.get(id);
        }

        @Cacheable(cacheNames = "spring-products", key = "#id", sync = true)
        public Product findOnce(String id, CountDownLatch allAsk) throws IOException, InterruptedException {
            allAsk.await();
            loads.incrementAndGet();
            failIfBroken(id);
            return catalogue.get(id);
        }

        @Cacheable(cacheNames = "spring-products", sync = true)
        public CompletableFuture<Product> findLater(String id) {
            loads.incrementAndGet();
            return "broken".equals(id)
                    ? CompletableFuture.failedFuture(new IOException("the database is down"))
                    : CompletableFuture.supplyAsync(() -> catalogue.get(id));
        }

        @Cacheable(cacheNames = "spring-sales", keyGenerator = "keyGenerator")
        public List<Product> sales(int year, String brand) {
            loads.incrementAndGet();
            return "none".equals(brand)
                    ? null
                    : catalogue.values().stream()
                            .sorted((a, b) -> a.id().compareTo(b.id()))
                            .toList();
        }

        @CacheEvict(cacheNames = "spring-products", key = "#product.id()")
        public void change(Product product) {
            catalogue.put(product.id(), product);
        }

        @CachePut(cacheNames = "spring-products", key = "#result.id()")
        public Product replace(Product product) {
            catalogue.put(product.id(), product);
            return product;
        }

        @CacheEvict(cacheNames = "spring-products", allEntries = true)
        public void changeAll() {}

        private static void failIfBroken(String id) throws IOException {
            if ("broken".equals(id)) {
                throw new IOException("the database is down");
            }
        }
    }
}
