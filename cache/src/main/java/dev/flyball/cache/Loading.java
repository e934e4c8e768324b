package dev.flyball.cache;

import dev.flyball.cache.Counters.Event;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.store.Claim;
import dev.flyball.cache.store.Store;
import dev.flyball.cache.store.Store.Fill;
import dev.flyball.cache.store.Store.Kept;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Loads what is missing, on threads of the cache: once in this process for all who want a key at the same time, and
 * with a lease in Redis once in all processes. The lease spares loads; that no old value is kept does not hang on it
 * alone, since each value tells what was known before it was loaded.
 */
final class Loading<V> {
    private final Helm helm;
    private final Tiers<V> tiers;
    private final Store store;
    private final Stamping<V> stamping;
    private final Flights<V> flights;
    private final Patience patience;
    private final Surroundings surroundings;
    private final Counters counters;

    Loading(
            Helm helm,
            Tiers<V> tiers,
            Store store,
            Stamping<V> stamping,
            Flights<V> flights,
            Patience patience,
            Surroundings surroundings,
            Counters counters) {
        this.helm = helm;
        this.tiers = tiers;
        this.store = store;
        this.stamping = stamping;
        this.flights = flights;
        this.patience = patience;
        this.surroundings = surroundings;
        this.counters = counters;
    }

    /** What is wanted, and for which flight. */
    record Wish<V>(EntryKey key, Tags tags, Loader<V> loader) {}

    /** The load that all who want the key now have in common. */
    Flight<V> join(EntryKey key) {
        return flights.join(key.key(), helm.generation());
    }

    /**
     * Starts the load unless somebody else has; whether it was us.
     *
     * @param seen identity of the value that is in Redis and not good enough
     */
    boolean start(Wish<V> wish, byte[] seen, Flight<V> flight) {
        if (!flight.isMineToLead()) {
            return false;
        }
        try {
            // What the loader itself reads from a cache belongs to no request on that thread.
            surroundings
                    .work()
                    .now(CacheReads.apart(() -> attempt(wish, new Attempt(surroundings.token(), seen, 0), flight)));
        } catch (RejectedExecutionException e) {
            counters.count(Event.LOAD_FAILURE);
            fail(
                    wish.key(),
                    flight,
                    new CacheLoadException(
                            "no room to load a key of " + helm.namespace() + ": too many loads are running and waiting",
                            e));
        }
        return true;
    }

    /** Whether nothing has happened that makes the result of the load old. */
    boolean isCurrent(EntryKey key, Flight<V> flight) {
        return flights.isCurrent(key.key(), flight);
    }

    /** Calls the loader; nothing is kept. */
    @Nullable
    V call(Wish<V> wish) throws Exception {
        counters.count(Event.LOAD);
        long begin = surroundings.nanoTime().getAsLong();
        try {
            V value = wish.loader().load(wish.key().key());
            counters.count(Event.LOAD_SUCCESS);
            return value;
        } finally {
            counters.loadTook(surroundings.nanoTime().getAsLong() - begin);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Attempt(long token, byte[] seen, long waitedMs) {
        Attempt afterMs(long pauseMs) {
            return new Attempt(token, seen, waitedMs + pauseMs);
        }

        Attempt having(byte[] nowSeen) {
            return new Attempt(token, nowSeen, waitedMs + 1);
        }
    }

    /** One try to get the lease, or the value from somebody who had it. */
    private void attempt(Wish<V> wish, Attempt attempt, Flight<V> flight) {
        try {
            EntryKey key = wish.key();
            Orders orders = helm.orders(key.key());
            if (!orders.known()) {
                land(key, flight, Optional.ofNullable(call(wish)));
                return;
            }
            long moment = tiers.memory().moment();
            Patience tuned = patience.tuned(orders.tuning());
            Claim.Decision decision = store.claim(
                    new Claim(key, attempt.token, attempt.seen, tuned.leaseMs(), tuned.isOver(attempt.waitedMs)));
            switch (decision.outcome()) {
                case ANSWERED -> answered(wish, attempt, flight, orders, decision.value(), moment);
                case HELD -> waitAWhile(wish, attempt, flight, tuned);
                case GRANTED -> load(wish, attempt, flight, helm.basis(orders).after(decision.change()), true);
                case NOT_REACHED -> load(wish, attempt, flight, helm.basis(orders), false);
            }
        } catch (Throwable e) {
            counters.count(Event.LOAD_FAILURE);
            fail(wish.key(), flight, e);
        }
    }

    private void answered(Wish<V> wish, Attempt attempt, Flight<V> flight, Orders orders, byte[] value, long moment) {
        Lookup<V> found = tiers.judge(wish.key(), orders, value, moment);
        if (found.isFresh()) {
            land(wish.key(), flight, Optional.ofNullable(found.value()));
        } else {
            attempt(wish, attempt.having(found.seen()), flight);
        }
    }

    private void waitAWhile(Wish<V> wish, Attempt attempt, Flight<V> flight, Patience tuned) {
        long pauseMs = tuned.pauseMs(attempt.waitedMs, surroundings.random());
        surroundings
                .work()
                .later(
                        Duration.ofMillis(pauseMs),
                        CacheReads.apart(() -> attempt(wish, attempt.afterMs(pauseMs), flight)));
    }

    private void load(Wish<V> wish, Attempt attempt, Flight<V> flight, Basis basis, boolean leased) throws Exception {
        boolean kept = false;
        try {
            long begin = surroundings.nanoTime().getAsLong();
            V value = call(wish);
            int costMs =
                    (int) Math.min(Integer.MAX_VALUE, (surroundings.nanoTime().getAsLong() - begin) / 1_000_000);
            kept = keep(wish, attempt.token, flight, value, stamping.stamp(value, wish.tags(), basis, costMs), leased);
            land(wish.key(), flight, Optional.ofNullable(value));
        } finally {
            if (leased && !kept) {
                store.release(wish.key(), attempt.token);
            }
        }
    }

    /** Keeps what was loaded, if neither the key nor what else it depends on has changed since; whether it was kept. */
    private boolean keep(
            Wish<V> wish, long token, Flight<V> flight, @Nullable V value, Optional<Stamp> stamp, boolean leased) {
        EntryKey key = wish.key();
        Orders orders = helm.orders(key.key());
        if (!orders.known() || stamp.isEmpty()) {
            return false;
        }
        if (!flights.isCurrent(key.key(), flight) || helm.judge(key, stamp.get(), orders) != Freshness.FRESH) {
            counters.count(Event.SUPERSEDED);
            return false;
        }
        Optional<Envelope> packed = tiers.pack(key, value, stamp.get());
        if (packed.isEmpty()) {
            return false;
        }
        long ttlMs = stamp.get().scaledHardTtlMs(orders);
        Kept kept = leased ? store.fill(new Fill(key, token, packed.get().toBytes(), ttlMs)) : Kept.NOT_REACHED;
        if (kept == Kept.LEASE_LOST) {
            counters.count(Event.LEASE_LOST);
            return true;
        }
        counters.count(Event.PUT);
        if (flights.isCurrent(key.key(), flight)) {
            tiers.memory().hold(key, value, stamp.get(), orders, packed.get().body().length);
        }
        if (!flights.isCurrent(key.key(), flight)) {
            tiers.memory().drop(key.key());
        }
        return true;
    }

    /** The load has come to its end. */
    void land(EntryKey key, Flight<V> flight, Optional<V> value) {
        flights.land(key.key(), flight);
        flight.result().complete(value);
    }

    /** The load has come to a bad end. */
    void fail(EntryKey key, Flight<V> flight, Throwable failure) {
        flights.land(key.key(), flight);
        flight.result().completeExceptionally(failure);
    }
}
