package dev.flyball.cache.spring;

import dev.flyball.cache.CacheLoadException;
import dev.flyball.cache.CachedValue;
import dev.flyball.cache.FlyballCache;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.SimpleValueWrapper;
import org.springframework.util.ClassUtils;

/**
 * A namespace as a cache of Spring. Null is kept for the negative time to live of the namespace; without one it is not
 * kept at all. What is loaded by {@code get} or {@code retrieve} with a loader, as for {@code @Cacheable(sync = true)},
 * is loaded on a thread of the cache, once for all who ask, so it must not count on anything bound to a thread, such as
 * the transaction or the user of the request.
 */
final class FlyballSpringCache<V> implements Cache {
    private final FlyballCache<V> cache;
    private final Class<?> type;

    FlyballSpringCache(FlyballCache<V> cache, Class<?> type) {
        this.cache = cache;
        this.type = ClassUtils.resolvePrimitiveIfNecessary(type);
    }

    /** A loader's own failure, whatever it is, on its way through the cache. */
    private static final class LoaderFailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Throwable failure;

        LoaderFailedException(Throwable failure) {
            super(failure);
            this.failure = failure;
        }
    }

    @Override
    public String getName() {
        return cache.namespace();
    }

    @Override
    public FlyballCache<V> getNativeCache() {
        return cache;
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        return wrap(cache.peek(name(key)));
    }

    @Override
    public <T> @Nullable T get(Object key, @Nullable Class<T> wanted) {
        Object value = cache.get(name(key)).orElse(null);
        if (value != null && wanted != null && !wanted.isInstance(value)) {
            throw new IllegalStateException("the values of cache " + getName() + " are " + type.getName() + ", not "
                    + wanted.getName() + ": ask for that type");
        }
        return unchecked(value);
    }

    @Override
    public <T> @Nullable T get(Object key, Callable<T> loader) {
        try {
            return unchecked(cache.find(name(key), k -> load(loader)).orElse(null));
        } catch (LoaderFailedException e) {
            throw new ValueRetrievalException(key, loader, e.failure);
        } catch (CacheLoadException e) {
            throw new ValueRetrievalException(key, loader, e);
        }
    }

    @Override
    public CompletableFuture<?> retrieve(Object key) {
        return cache.peekAsync(name(key)).thenApply(FlyballSpringCache::wrap);
    }

    /** While its future is not done, the loader takes a thread of the cache. */
    @Override
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> loader) {
        return cache.findAsync(name(key), k -> load(() -> await(loader.get()))).handle((value, failure) -> {
            if (failure != null) {
                throw new CompletionException(origin(failure));
            }
            return unchecked(value.orElse(null));
        });
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        V checked = check(value);
        if (checked == null) {
            cache.putAbsent(name(key));
        } else {
            cache.put(name(key), checked);
        }
    }

    /** With the lease of the key, so of several processes one wins, as long as Redis answers. */
    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        V ours = check(value);
        AtomicBoolean wasAbsent = new AtomicBoolean();
        Optional<V> kept = cache.find(name(key), k -> {
            wasAbsent.set(true);
            return ours;
        });
        return wasAbsent.get() ? null : new SimpleValueWrapper(kept.orElse(null));
    }

    /** @throws dev.flyball.cache.CacheAwayException if Redis does not answer */
    @Override
    public void evict(Object key) {
        cache.invalidate(name(key));
    }

    @Override
    public boolean evictIfPresent(Object key) {
        boolean known = cache.peek(name(key)).isPresent();
        evict(key);
        return known;
    }

    /**
     * Waits until the order is on the control log and obeyed here.
     *
     * @throws IllegalStateException if there is no control log, or Kafka does not answer
     */
    @Override
    public void clear() {
        try {
            cache.invalidateAll("cleared by Spring").join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "cache " + getName() + " could not be cleared: " + origin(e).getMessage(), e);
        }
    }

    /** Never tells whether there were values: nobody knows. */
    @Override
    public boolean invalidate() {
        clear();
        return false;
    }

    private String name(Object key) {
        return KeyNames.of(getName(), key);
    }

    private <T> @Nullable V load(Callable<T> loader) {
        Object value;
        try {
            value = loader.call();
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new LoaderFailedException(e);
        }
        return check(value);
    }

    private @Nullable V check(@Nullable Object value) {
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException("cache " + getName() + " holds " + type.getName() + ", not "
                    + value.getClass().getName() + ": give each type a cache of its own");
        }
        return unchecked(value);
    }

    private static <V> @Nullable ValueWrapper wrap(Optional<CachedValue<V>> known) {
        return known.map(each -> new SimpleValueWrapper(each.value().orElse(null)))
                .orElse(null);
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new LoaderFailedException(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static Throwable origin(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof LoaderFailedException loader ? origin(loader.failure) : cause;
    }

    /** Of the type of the cache, since nothing else gets in. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> @Nullable T unchecked(@Nullable Object value) {
        return (T) value;
    }
}
