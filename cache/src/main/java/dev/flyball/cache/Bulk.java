package dev.flyball.cache;

import dev.flyball.cache.Counters.Event;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.store.Claim;
import dev.flyball.cache.store.Reply;
import dev.flyball.cache.store.Store;
import dev.flyball.cache.store.Store.Fill;
import dev.flyball.cache.store.Store.Kept;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads many keys at once: one journey for what is not in memory, one call of the loader for what is missing, and one
 * journey each for the leases before it and the values after it. A key that is being loaded in this process is waited
 * for, after the own load, so that two who wait for each other's keys have loaded theirs; a key that another process
 * loads is loaded here as well, and kept by the one who has the lease.
 */
final class Bulk<V> {
    private final Helm helm;
    private final Tiers<V> tiers;
    private final Store store;
    private final Loading<V> loading;
    private final Reading<V> reading;
    private final Stamping<V> stamping;
    private final Patience patience;
    private final Duration loadTimeout;
    private final Surroundings surroundings;
    private final Counters counters;

    Bulk(
            Helm helm,
            Tiers<V> tiers,
            Store store,
            Loading<V> loading,
            Reading<V> reading,
            Stamping<V> stamping,
            Patience patience,
            Duration loadTimeout,
            Surroundings surroundings,
            Counters counters) {
        this.helm = helm;
        this.tiers = tiers;
        this.store = store;
        this.loading = loading;
        this.reading = reading;
        this.stamping = stamping;
        this.patience = patience;
        this.loadTimeout = loadTimeout;
        this.surroundings = surroundings;
        this.counters = counters;
    }

    /** A key that has to be loaded, by us or by those who have begun already. */
    private record Missing<V>(EntryKey key, Orders orders, Lookup<V> found, Flight<V> flight, long token) {
        Claim claim(Patience patience) {
            return new Claim(
                    key, token, found.seen(), patience.tuned(orders.tuning()).leaseMs(), false);
        }
    }

    /** A key that is loaded, with what was known before. */
    private record Begun<V>(Missing<V> missing, Basis basis, boolean leased) {}

    /** What the loader said. */
    private record Loaded<V>(Map<String, V> values, int costMs) {
        @Nullable
        V of(EntryKey key) {
            return values.get(key.key());
        }
    }

    /** A value to be kept, ready to be sent. */
    private record Ready<V>(Begun<V> begun, @Nullable V value, Stamp stamp, Envelope envelope) {
        EntryKey key() {
            return begun.missing.key;
        }

        Fill fill() {
            Missing<V> missing = begun.missing();
            return new Fill(
                    missing.key(), missing.token(), envelope.toBytes(), stamp.scaledHardTtlMs(missing.orders()));
        }
    }

    Map<String, V> getAll(Collection<String> keys, BulkLoader<V> loader) {
        Map<String, V> values = new LinkedHashMap<>();
        List<Missing<V>> ours = new ArrayList<>();
        List<Missing<V>> theirs = new ArrayList<>();
        lookup(new LinkedHashSet<>(keys), values)
                .forEach(each -> (each.flight().isMineToLead() ? ours : theirs).add(each));
        if (!ours.isEmpty()) {
            load(ours, loader, values);
        }
        await(theirs, values);
        return values;
    }

    private List<Missing<V>> lookup(Set<String> keys, Map<String, V> values) {
        List<EntryKey> toAsk = new ArrayList<>();
        for (String key : keys) {
            Orders orders = helm.orders(key);
            Held<V> held = orders.mode() == CacheMode.BYPASS ? null : tiers.inMemory(key, orders);
            if (held == null) {
                toAsk.add(helm.key(key));
            } else {
                counters.noteHit(orders, CacheOutcome.L1, held.value());
                put(values, key, held.value());
            }
        }
        long moment = tiers.memory().moment();
        List<Reply> replies = store.getAll(toAsk);
        List<Missing<V>> missing = new ArrayList<>();
        for (int i = 0; i < toAsk.size(); i++) {
            judge(toAsk.get(i), replies.get(i), moment, values, missing);
        }
        return missing;
    }

    private void judge(EntryKey key, Reply reply, long moment, Map<String, V> values, List<Missing<V>> missing) {
        Orders orders = helm.orders(key.key());
        boolean straight = orders.mode() == CacheMode.BYPASS;
        Lookup<V> found = straight ? Lookup.nothing(CacheOutcome.BYPASS) : tiers.lookup(key, orders, reply, moment);
        if (found.isFresh()) {
            counters.noteHit(orders, found.outcome(), found.value());
            put(values, key.key(), found.value());
        } else {
            // Who goes straight to the loader shares nothing.
            Flight<V> flight = straight ? new Flight<>(helm.generation()) : loading.join(key);
            missing.add(new Missing<>(key, orders, found, flight, surroundings.token()));
        }
    }

    private void load(List<Missing<V>> missing, BulkLoader<V> loader, Map<String, V> values) {
        List<Begun<V>> begun = List.of();
        List<Ready<V>> ready = List.of();
        try {
            begun = begin(missing);
            Loaded<V> loaded = call(loader, missing);
            ready = ready(begun, loaded);
            keep(ready);
            missing.forEach(each -> land(each, loaded, values));
        } catch (Exception e) {
            counters.count(Event.LOAD_FAILURE);
            missing.forEach(each -> loading.fail(each.key(), each.flight(), e));
            serveStale(missing, values, e);
        } catch (Error e) {
            missing.forEach(each -> loading.fail(each.key(), each.flight(), e));
            throw e;
        } finally {
            release(begun, ready);
        }
    }

    private List<Begun<V>> begin(List<Missing<V>> missing) {
        List<Claim.Decision> decisions = store.claimAll(
                missing.stream().map(each -> each.claim(patience)).toList());
        List<Begun<V>> begun = new ArrayList<>(missing.size());
        for (int i = 0; i < missing.size(); i++) {
            Claim.Decision decision = decisions.get(i);
            Basis basis = helm.basis(missing.get(i).orders()).after(decision.change());
            begun.add(new Begun<>(missing.get(i), basis, decision.outcome() == Claim.Outcome.GRANTED));
        }
        return begun;
    }

    private Loaded<V> call(BulkLoader<V> loader, List<Missing<V>> missing) throws Exception {
        Set<String> keys = new LinkedHashSet<>();
        missing.forEach(each -> keys.add(each.key().key()));
        counters.count(Event.LOAD);
        long begin = surroundings.nanoTime().getAsLong();
        try {
            Map<String, V> values = loader.loadAll(keys);
            counters.count(Event.LOAD_SUCCESS);
            long costMs = (surroundings.nanoTime().getAsLong() - begin) / 1_000_000 / keys.size();
            return new Loaded<>(values, (int) Math.min(Integer.MAX_VALUE, costMs));
        } finally {
            counters.loadTook(surroundings.nanoTime().getAsLong() - begin);
        }
    }

    private List<Ready<V>> ready(List<Begun<V>> begun, Loaded<V> loaded) {
        List<Ready<V>> ready = new ArrayList<>();
        for (Begun<V> each : begun) {
            EntryKey key = each.missing().key();
            V value = loaded.of(key);
            Optional<Stamp> stamp = stamping.stamp(value, Tags.NONE, each.basis(), loaded.costMs());
            if (each.leased() && stamp.isPresent() && counts(each.missing(), stamp.get())) {
                tiers.pack(key, value, stamp.get())
                        .ifPresent(envelope -> ready.add(new Ready<>(each, value, stamp.get(), envelope)));
            }
        }
        return ready;
    }

    /** Whether neither the key nor what else it depends on has changed since. */
    private boolean counts(Missing<V> missing, Stamp stamp) {
        EntryKey key = missing.key();
        boolean counts = loading.isCurrent(key, missing.flight())
                && helm.judge(key, stamp, helm.orders(key.key())) == Freshness.FRESH;
        if (!counts) {
            counters.count(Event.SUPERSEDED);
        }
        return counts;
    }

    private void keep(List<Ready<V>> ready) {
        long moment = tiers.memory().moment();
        List<Kept> kept = store.fillAll(ready.stream().map(Ready::fill).toList());
        for (int i = 0; i < ready.size(); i++) {
            Ready<V> each = ready.get(i);
            if (kept.get(i) == Kept.KEPT) {
                counters.count(Event.PUT);
                int bytes = each.envelope().body().length;
                tiers.memory()
                        .hold(
                                each.key(),
                                each.value(),
                                each.stamp(),
                                helm.orders(each.key().key()),
                                bytes,
                                moment);
            } else if (kept.get(i) == Kept.LEASE_LOST) {
                counters.count(Event.LEASE_LOST);
            }
        }
    }

    private void land(Missing<V> missing, Loaded<V> loaded, Map<String, V> values) {
        V value = loaded.of(missing.key());
        counters.note(missing.orders(), missing.found().outcome());
        put(values, missing.key().key(), value);
        loading.land(missing.key(), missing.flight(), Optional.ofNullable(value));
    }

    /** What was claimed and not filled must not hold others up. */
    private void release(List<Begun<V>> begun, List<Ready<V>> ready) {
        Set<String> filled = new LinkedHashSet<>();
        ready.forEach(each -> filled.add(each.key().key()));
        begun.stream()
                .filter(each ->
                        each.leased() && !filled.contains(each.missing().key().key()))
                .forEach(each ->
                        store.release(each.missing().key(), each.missing().token()));
    }

    private void await(List<Missing<V>> missing, Map<String, V> values) {
        long begin = surroundings.nanoTime().getAsLong();
        for (Missing<V> each : missing) {
            Duration left = each.orders()
                    .tuning()
                    .loadTimeout(loadTimeout)
                    .minusNanos(surroundings.nanoTime().getAsLong() - begin);
            V value = reading.await(
                    each.key(), each.flight(), each.orders(), each.found(), left.isNegative() ? Duration.ZERO : left);
            put(values, each.key().key(), value);
        }
    }

    private void serveStale(List<Missing<V>> missing, Map<String, V> values, Exception failure) {
        for (Missing<V> each : missing) {
            Stamp stamp = each.found().stamp();
            Orders orders = helm.orders(each.key().key());
            if (stamp == null || !helm.judge(each.key(), stamp, orders).isUsable()) {
                counters.note(orders, each.found().outcome());
                throw failure instanceof RuntimeException known
                        ? known
                        : new CacheLoadException("keys of " + helm.namespace() + " could not be loaded", failure);
            }
            counters.note(orders, CacheOutcome.STALE);
            put(values, each.key().key(), each.found().value());
        }
    }

    private void put(Map<String, V> values, String key, @Nullable V value) {
        if (value != null) {
            values.put(key, value);
        }
    }
}
