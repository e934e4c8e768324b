package dev.flyball.cache;

import dev.flyball.cache.Counters.Event;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.TimeToLive;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One namespace of the cache: values of one type by key, in the memory of this process and in Redis. Any thread may use
 * it. Values are shared between callers and must not be changed.
 *
 * <p>A value that was loaded or read before an invalidation of its namespace is never served after this process has
 * heard of it. {@link #invalidate} reaches Redis and this process at once; other processes may go on serving what they
 * hold in memory for the time given by {@link NamespaceBuilder#l1Hold}.
 */
public final class FlyballCache<V> {
    private final String namespace;
    private final Tiers<V> tiers;
    private final Flights<V> flights = new Flights<>();
    private final TimeToLive timeToLive;
    private final Duration loadTimeout;
    private final CacheClient client;
    private final Steering steering;
    private final Counters counters;

    FlyballCache(
            String namespace,
            Tiers<V> tiers,
            TimeToLive timeToLive,
            Duration loadTimeout,
            CacheClient client,
            Counters counters) {
        this.namespace = namespace;
        this.tiers = tiers;
        this.timeToLive = timeToLive;
        this.loadTimeout = loadTimeout;
        this.client = client;
        this.steering = client.steering();
        this.counters = counters;
    }

    /**
     * The value of a key, from the cache or else from the loader, which runs once for all who want the key at the same
     * time, on a thread of the cache.
     *
     * @throws CacheLoadException if the loader throws a checked exception, or does not end within the load time-out, and
     *     there is no older value to serve; unchecked exceptions of the loader arrive as they are
     */
    public V get(String key, Loader<V> loader) {
        Orders orders = steering.orders(namespace, key);
        if (orders.mode() == CacheMode.BYPASS) {
            note(orders, CacheOutcome.BYPASS);
            return loadStraight(key, loader);
        }
        Lookup<V> found = tiers.lookup(key, orders);
        Optional<V> fresh = found.fresh();
        if (fresh.isPresent()) {
            note(orders, found.outcome());
            return fresh.get();
        }
        if (orders.mode() == CacheMode.SERVE_STALE && found.freshness().isUsable()) {
            return staleWhileLoading(key, loader, orders, found);
        }
        return load(key, loader, orders, found);
    }

    /** The value of a key, if it is in the cache. */
    public Optional<V> get(String key) {
        Orders orders = steering.orders(namespace, key);
        if (orders.mode() == CacheMode.BYPASS) {
            note(orders, CacheOutcome.BYPASS);
            return Optional.empty();
        }
        Lookup<V> found = tiers.lookup(key, orders);
        if (orders.mode() == CacheMode.SERVE_STALE && found.freshness() == Freshness.EXPIRED) {
            note(orders, CacheOutcome.STALE);
            return found.usable(orders, steering.nowMs());
        }
        note(orders, found.outcome());
        return found.fresh();
    }

    /** Replaces the value of a key. Without Redis just this process gets to know it. */
    public void put(String key, V value) {
        flights.abandon(key);
        Orders orders = steering.orders(namespace, key);
        if (orders.known()) {
            long epoch = orders.minFresh();
            tiers.keep(
                    key,
                    value,
                    timeToLive.stamp(epoch, steering.nowMs()),
                    orders,
                    () -> steering.orders(namespace, key).acceptsAsFresh(epoch));
        }
    }

    /**
     * Forgets the value of a key, and what is being loaded for it right now. To be called after the change is committed
     * where the loader reads.
     *
     * @throws CacheAwayException if Redis does not answer, so that the old value may be served again
     */
    public void invalidate(String key) {
        flights.abandon(key);
        if (!tiers.forget(key)) {
            throw new CacheAwayException("Redis has not forgotten a key of " + namespace
                    + ", since it does not answer: repeat it, or invalidate the namespace");
        }
    }

    /** What happened so far. */
    public CacheStats stats() {
        return client.stats(counters);
    }

    private V loadStraight(String key, Loader<V> loader) {
        try {
            return call(key, loader);
        } catch (Exception e) {
            counters.count(Event.LOAD_FAILURE);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw unchecked(e);
        }
    }

    private V staleWhileLoading(String key, Loader<V> loader, Orders orders, Lookup<V> found) {
        start(key, loader, flights.join(key, orders.minFresh()));
        return staleOr(key, orders, found, () -> load(key, loader, orders, found));
    }

    private V load(String key, Loader<V> loader, Orders orders, Lookup<V> found) {
        Flight<V> flight = flights.join(key, orders.minFresh());
        boolean leads = start(key, loader, flight);
        return !leads && found.freshness() == Freshness.SUPERSEDED
                ? staleOr(key, orders, found, () -> await(key, flight, orders, found))
                : await(key, flight, orders, found);
    }

    private V await(String key, Flight<V> flight, Orders orders, Lookup<V> found) {
        try {
            V value = flight.result().get(loadTimeout.toNanos(), TimeUnit.NANOSECONDS);
            note(orders, found.outcome());
            return value;
        } catch (ExecutionException e) {
            return staleOr(
                    key,
                    orders,
                    found,
                    () -> fail(orders, found, unchecked(Objects.requireNonNullElse(e.getCause(), e))));
        } catch (TimeoutException e) {
            counters.count(Event.LOAD_TIMEOUT);
            String message = "the load of a key of " + namespace + " has not ended within " + loadTimeout;
            return staleOr(key, orders, found, () -> fail(orders, found, new CacheLoadException(message, e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail(orders, found, unchecked(e));
        }
    }

    /** The old value, if it may still be served after all that has happened since it was found. */
    private V staleOr(String key, Orders orders, Lookup<V> found, Supplier<V> otherwise) {
        Optional<V> usable = found.usable(steering.orders(namespace, key), steering.nowMs());
        if (usable.isEmpty()) {
            return otherwise.get();
        }
        note(orders, CacheOutcome.STALE);
        return usable.get();
    }

    private V fail(Orders orders, Lookup<V> found, RuntimeException failure) {
        note(orders, found.outcome());
        throw failure;
    }

    /** Starts the load unless somebody else has; whether it was us. */
    private boolean start(String key, Loader<V> loader, Flight<V> flight) {
        if (!flight.isMineToLead()) {
            return false;
        }
        try {
            client.loads().execute(() -> fly(key, loader, flight));
        } catch (RejectedExecutionException e) {
            counters.count(Event.LOAD_FAILURE);
            flights.land(key, flight);
            flight.result()
                    .completeExceptionally(new CacheLoadException(
                            "no room to load a key of " + namespace + ": too many loads are running and waiting", e));
        }
        return true;
    }

    private void fly(String key, Loader<V> loader, Flight<V> flight) {
        try {
            V value = call(key, loader);
            keep(key, value, flight);
            flights.land(key, flight);
            flight.result().complete(value);
        } catch (Throwable e) {
            counters.count(Event.LOAD_FAILURE);
            flights.land(key, flight);
            flight.result().completeExceptionally(e);
        } finally {
            // What the loader itself read from a cache belongs to no request on this thread.
            CacheReads.take();
        }
    }

    private V call(String key, Loader<V> loader) throws Exception {
        counters.count(Event.LOAD);
        return Objects.requireNonNull(loader.load(key), () -> "the loader of " + namespace + " returned null");
    }

    private void keep(String key, V value, Flight<V> flight) {
        Orders orders = steering.orders(namespace, key);
        if (!orders.known()) {
            return;
        }
        if (!isWanted(key, flight)) {
            counters.count(Event.SUPERSEDED);
            return;
        }
        tiers.keep(key, value, timeToLive.stamp(flight.epoch(), steering.nowMs()), orders, () -> isWanted(key, flight));
    }

    /** Whether neither the namespace nor the key was invalidated since the load began. */
    private boolean isWanted(String key, Flight<V> flight) {
        return flights.isCurrent(key, flight) && steering.orders(namespace, key).acceptsAsFresh(flight.epoch());
    }

    private RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException known
                ? known
                : new CacheLoadException("a key of " + namespace + " could not be loaded: " + failure, failure);
    }

    private void note(Orders orders, CacheOutcome outcome) {
        counters.count(outcome);
        CacheReads.note(new CacheRead(namespace, outcome, orders.action(), orders.arm()));
    }
}
