package dev.flyball.cache.spring;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.flyball.cache.CacheClient;
import dev.flyball.cache.FlyballCache;
import dev.flyball.cache.NamespaceBuilder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.core.ResolvableType;

/**
 * Namespaces as the caches of Spring's {@code @Cacheable} and {@code @CacheEvict}. Each has a name and one type of
 * values, which is what JSON is read as: no type is ever taken from the bytes. A name that was not configured is
 * unknown, which Spring says at the first use.
 */
public final class FlyballCacheManager implements CacheManager {
    private final Map<String, Cache> caches;

    private FlyballCacheManager(Builder builder) {
        caches = Map.copyOf(builder.caches);
    }

    public static Builder builder(CacheClient client) {
        return new Builder(client);
    }

    @Override
    public @Nullable Cache getCache(String name) {
        return caches.get(name);
    }

    @Override
    public Collection<String> getCacheNames() {
        return caches.keySet();
    }

    /** The caches that there are. */
    public static final class Builder {
        private final CacheClient client;
        private final Map<String, Cache> caches = new LinkedHashMap<>();

        private Builder(CacheClient client) {
            this.client = client;
        }

        /** A namespace with values of a type, kept as the settings say; begins it. */
        public <V> Builder cache(String name, Class<V> type, UnaryOperator<NamespaceBuilder<V>> settings) {
            return cache(settings.apply(client.namespace(name, type)).build(), type);
        }

        /** The same for a type such as a list: {@code new TypeReference<List<Product>>() {}}. */
        public <V> Builder cache(String name, TypeReference<V> type, UnaryOperator<NamespaceBuilder<V>> settings) {
            Class<?> erased = ResolvableType.forType(type.getType()).resolve(Object.class);
            return add(settings.apply(client.namespace(name, type)).build(), erased);
        }

        /** A cache that the app has begun itself. */
        public <V> Builder cache(FlyballCache<V> cache, Class<V> type) {
            return add(cache, type);
        }

        public FlyballCacheManager build() {
            return new FlyballCacheManager(this);
        }

        private <V> Builder add(FlyballCache<V> cache, Class<?> type) {
            caches.put(cache.namespace(), new FlyballSpringCache<>(cache, type));
            return this;
        }
    }
}
