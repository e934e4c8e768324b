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
 * journey each for the leases before it and the values after it. Nobody is waited for: a key that is being loaded
 * elsewhere is loaded here as well, and kept by the one who has the lease.
 */
final class Bulk<V> {
    private final Helm helm;
    private final Tiers<V> tiers;
    private final Store store;
    private final Stamping<V> stamping;
    private final Patience patience;
    private final Surroundings surroundings;
    private final Counters counters;

    Bulk(
            Helm helm,
            Tiers<V> tiers,
            Store store,
            Stamping<V> stamping,
            Patience patience,
            Surroundings surroundings,
            Counters counters) {
        this.helm = helm;
        this.tiers = tiers;
        this.store = store;
        this.stamping = stamping;
        this.patience = patience;
        this.surroundings = surroundings;
        this.counters = counters;
    }

    /** A key that has to be loaded. */
    private record Missing<V>(EntryKey key, Orders orders, Lookup<V> found, long token) {
        Claim claim(long leaseMs) {
            return new Claim(key, token, found.seen(), leaseMs, false);
        }
    }

    /** A key that is loaded, with what was known before. */
    private record Begun<V>(Missing<V> missing, Basis basis, boolean leased) {}

    /** A value to be kept, ready to be sent. */
    private record Ready<V>(Begun<V> begun, @Nullable V value, Stamp stamp, Envelope envelope) {
        Fill fill() {
            Missing<V> missing = begun.missing();
            return new Fill(
                    missing.key(), missing.token(), envelope.toBytes(), stamp.scaledHardTtlMs(missing.orders()));
        }
    }

    Map<String, V> getAll(Collection<String> keys, BulkLoader<V> loader) {
        Map<String, V> values = new LinkedHashMap<>();
        List<Missing<V>> missing = lookup(new LinkedHashSet<>(keys), values);
        if (!missing.isEmpty()) {
            load(missing, loader, values);
        }
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
                counters.note(orders, CacheOutcome.L1);
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
        Lookup<V> found = orders.mode() == CacheMode.BYPASS
                ? Lookup.nothing(CacheOutcome.BYPASS)
                : tiers.lookup(key, orders, reply, moment);
        counters.note(orders, found.outcome());
        if (found.isFresh()) {
            put(values, key.key(), found.value());
        } else {
            missing.add(new Missing<>(key, orders, found, surroundings.token()));
        }
    }

    private void load(List<Missing<V>> missing, BulkLoader<V> loader, Map<String, V> values) {
        List<Begun<V>> begun = begin(missing);
        List<Ready<V>> ready = List.of();
        try {
            Set<String> keys = new LinkedHashSet<>();
            missing.forEach(each -> keys.add(each.key().key()));
            long start = surroundings.nanoTime().getAsLong();
            counters.count(Event.LOAD);
            Map<String, V> loaded = loader.loadAll(keys);
            long costMs = (surroundings.nanoTime().getAsLong() - start) / 1_000_000 / keys.size();
            keys.forEach(key -> put(values, key, loaded.get(key)));
            ready = ready(begun, loaded, (int) Math.min(Integer.MAX_VALUE, costMs));
            keep(ready);
        } catch (Exception e) {
            counters.count(Event.LOAD_FAILURE);
            serveStale(missing, values, e);
        } finally {
            release(begun, ready);
        }
    }

    private List<Begun<V>> begin(List<Missing<V>> missing) {
        List<Claim.Decision> decisions = store.claimAll(
                missing.stream().map(each -> each.claim(patience.leaseMs())).toList());
        List<Begun<V>> begun = new ArrayList<>(missing.size());
        for (int i = 0; i < missing.size(); i++) {
            Claim.Decision decision = decisions.get(i);
            Basis basis = helm.basis(missing.get(i).orders()).after(decision.change());
            begun.add(new Begun<>(missing.get(i), basis, decision.outcome() == Claim.Outcome.GRANTED));
        }
        return begun;
    }

    private List<Ready<V>> ready(List<Begun<V>> begun, Map<String, V> loaded, int costMs) {
        List<Ready<V>> ready = new ArrayList<>();
        for (Begun<V> each : begun) {
            EntryKey key = each.missing().key();
            V value = loaded.get(key.key());
            Optional<Stamp> stamp = stamping.stamp(value, Tags.NONE, each.basis(), costMs);
            if (each.leased()
                    && stamp.isPresent()
                    && helm.judge(key, stamp.get(), helm.orders(key.key())) == Freshness.FRESH) {
                tiers.pack(key, value, stamp.get())
                        .ifPresent(envelope -> ready.add(new Ready<>(each, value, stamp.get(), envelope)));
            }
        }
        return ready;
    }

    private void keep(List<Ready<V>> ready) {
        long moment = tiers.memory().moment();
        List<Kept> kept = store.fillAll(ready.stream().map(Ready::fill).toList());
        for (int i = 0; i < ready.size(); i++) {
            Ready<V> each = ready.get(i);
            if (kept.get(i) == Kept.KEPT) {
                EntryKey key = each.begun().missing().key();
                int bytes = each.envelope().body().length;
                tiers.memory().hold(key, each.value(), each.stamp(), helm.orders(key.key()), bytes, moment);
            }
        }
    }

    /** What was claimed and not filled must not hold others up. */
    private void release(List<Begun<V>> begun, List<Ready<V>> ready) {
        Set<String> filled = new LinkedHashSet<>();
        ready.forEach(each -> filled.add(each.begun().missing().key().key()));
        begun.stream()
                .filter(each ->
                        each.leased() && !filled.contains(each.missing().key().key()))
                .forEach(each ->
                        store.release(each.missing().key(), each.missing().token()));
    }

    private void serveStale(List<Missing<V>> missing, Map<String, V> values, Exception failure) {
        for (Missing<V> each : missing) {
            Stamp stamp = each.found().stamp();
            Orders orders = helm.orders(each.key().key());
            if (stamp == null || !helm.judge(each.key(), stamp, orders).isUsable()) {
                throw failure instanceof RuntimeException known
                        ? known
                        : new CacheLoadException("keys of " + helm.namespace() + " could not be loaded", failure);
            }
            put(values, each.key().key(), each.found().value());
        }
    }

    private void put(Map<String, V> values, String key, @Nullable V value) {
        if (value != null) {
            values.put(key, value);
        }
    }
}
