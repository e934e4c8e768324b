package dev.flyball.cache;

import dev.flyball.cache.Counters.Event;
import dev.flyball.cache.Loading.Wish;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a caller gets a value: from memory, from Redis, from the loader, or an old one while or because that fails. */
final class Reading<V> {
    private final Helm helm;
    private final Tiers<V> tiers;
    private final Loading<V> loading;
    private final EarlyRefresh early;
    private final Work work;
    private final Duration loadTimeout;
    private final Counters counters;
    private final HotKeys hotKeys;

    Reading(
            Helm helm,
            Tiers<V> tiers,
            Loading<V> loading,
            EarlyRefresh early,
            Work work,
            Duration loadTimeout,
            Counters counters,
            HotKeys hotKeys) {
        this.helm = helm;
        this.tiers = tiers;
        this.loading = loading;
        this.early = early;
        this.work = work;
        this.loadTimeout = loadTimeout;
        this.counters = counters;
        this.hotKeys = hotKeys;
    }

    /** A value from memory, with the orders that it was judged by. */
    @Nullable
    Held<V> inMemory(String key, Orders orders) {
        hotKeys.read(key);
        if (orders.mode() == CacheMode.BYPASS) {
            return null;
        }
        Held<V> held = tiers.inMemory(key, orders);
        if (held != null) {
            counters.noteHit(orders, CacheOutcome.L1, held.value());
        }
        return held;
    }

    /** The value, null if there is none; to be called on a thread that may wait. */
    @Nullable
    V read(String key, Tags tags, Loader<V> loader) {
        Orders orders = helm.orders(key);
        Held<V> held = inMemory(key, orders);
        if (held != null) {
            if (!held.isCalm(orders, helm.nowMs())) {
                refreshEarly(key, tags, loader, held.stamp(), orders);
            }
            return held.value();
        }
        Wish<V> wish = new Wish<>(helm.key(key), tags, loader);
        if (orders.mode() == CacheMode.BYPASS) {
            return readStraight(wish, orders);
        }
        return readOn(wish, orders, tiers.lookup(wish.key(), orders));
    }

    /** What is in the cache; empty if nothing is. */
    Optional<CachedValue<V>> peek(String key) {
        Orders orders = helm.orders(key);
        Held<V> held = inMemory(key, orders);
        return held == null ? peekFurther(key, orders) : known(held.value());
    }

    /** The same, if memory has been asked already. */
    Optional<CachedValue<V>> peekFurther(String key, Orders orders) {
        if (orders.mode() == CacheMode.BYPASS) {
            counters.note(orders, CacheOutcome.BYPASS);
            return Optional.empty();
        }
        EntryKey entry = helm.key(key);
        Lookup<V> found = tiers.lookup(entry, orders);
        if (orders.mode() == CacheMode.SERVE_STALE && found.freshness() == Freshness.EXPIRED) {
            counters.note(orders, CacheOutcome.STALE);
            return isStillUsable(entry, found) ? known(found.value()) : Optional.empty();
        }
        if (!found.isFresh()) {
            counters.note(orders, found.outcome());
            return Optional.empty();
        }
        counters.noteHit(orders, found.outcome(), found.value());
        return known(found.value());
    }

    /** The value, given what the tiers have. */
    @Nullable
    V readOn(Wish<V> wish, Orders orders, Lookup<V> found) {
        if (found.isFresh()) {
            counters.noteHit(orders, found.outcome(), found.value());
            refreshEarly(wish, found, orders);
            return found.value();
        }
        Flight<V> flight = loading.join(wish.key());
        boolean leads = loading.start(wish, found.seen(), flight);
        boolean staleAtOnce = orders.mode() == CacheMode.SERVE_STALE
                ? found.freshness().isUsable()
                : !leads && found.freshness() == Freshness.SUPERSEDED;
        Duration time = orders.tuning().loadTimeout(loadTimeout);
        return staleAtOnce
                ? staleOr(wish.key(), orders, found, () -> await(wish.key(), flight, orders, found, time))
                : await(wish.key(), flight, orders, found, time);
    }

    List<HotKey> hotKeys(int most) {
        return hotKeys.top(most);
    }

    /** Serves the old value if it may be served, else fails. */
    @Nullable
    V afterFailure(EntryKey key, Orders orders, Lookup<V> found, Throwable failure) {
        return staleOr(key, orders, found, () -> fail(orders, found, unchecked(failure)));
    }

    /** The same for a load that has not ended in time. */
    @Nullable
    V afterTimeout(EntryKey key, Orders orders, Lookup<V> found, TimeoutException late) {
        counters.count(Event.LOAD_TIMEOUT);
        return staleOr(
                key,
                orders,
                found,
                () -> fail(
                        orders,
                        found,
                        new CacheLoadException(
                                "a key of " + helm.namespace() + " was not loaded within "
                                        + orders.tuning().loadTimeout(loadTimeout),
                                late)));
    }

    void noteLoaded(Orders orders, Lookup<V> found) {
        counters.note(orders, found.outcome());
    }

    void refreshEarly(String key, Tags tags, Loader<V> loader, Stamp stamp, Orders orders) {
        if (early.isDue(stamp, orders, helm.nowMs())) {
            Wish<V> wish = new Wish<>(helm.key(key), tags, loader);
            loading.start(wish, Envelope.identity(stamp), loading.join(wish.key()));
        }
    }

    private void refreshEarly(Wish<V> wish, Lookup<V> found, Orders orders) {
        Stamp stamp = Objects.requireNonNull(found.stamp());
        if (early.isDue(stamp, orders, helm.nowMs())) {
            loading.start(wish, found.seen(), loading.join(wish.key()));
        }
    }

    /** The value from the loader, here and now. */
    @Nullable
    V readStraight(Wish<V> wish, Orders orders) {
        counters.note(orders, CacheOutcome.BYPASS);
        try {
            return loading.call(wish);
        } catch (Exception e) {
            counters.count(Event.LOAD_FAILURE);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw unchecked(e);
        }
    }

    /** The value that somebody loads, here or on another thread. */
    @Nullable
    V await(EntryKey key, Flight<V> flight, Orders orders, Lookup<V> found, Duration time) {
        try {
            Optional<V> value = work.await(flight.result(), time);
            counters.note(orders, found.outcome());
            return value.orElse(null);
        } catch (TimeoutException e) {
            return afterTimeout(key, orders, found, e);
        } catch (ExecutionException e) {
            return afterFailure(key, orders, found, Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail(
                    orders,
                    found,
                    new CacheLoadException("interrupted while a key of " + helm.namespace() + " was loaded", e));
        }
    }

    /** The old value, if it may still be served after all that has happened since it was found. */
    private @Nullable V staleOr(EntryKey key, Orders orders, Lookup<V> found, Supplier<@Nullable V> otherwise) {
        if (!isStillUsable(key, found)) {
            return otherwise.get();
        }
        counters.note(orders, CacheOutcome.STALE);
        return found.value();
    }

    private static <V> Optional<CachedValue<V>> known(@Nullable V value) {
        return Optional.of(new CachedValue<>(Optional.ofNullable(value)));
    }

    private boolean isStillUsable(EntryKey key, Lookup<V> found) {
        Stamp stamp = found.stamp();
        return stamp != null && helm.judge(key, stamp, helm.orders(key.key())).isUsable();
    }

    private @Nullable V fail(Orders orders, Lookup<V> found, RuntimeException failure) {
        counters.note(orders, found.outcome());
        throw failure;
    }

    private RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException known
                ? known
                : new CacheLoadException("a key of " + helm.namespace() + " could not be loaded: " + failure, failure);
    }
}
