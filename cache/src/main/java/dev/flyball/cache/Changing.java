package dev.flyball.cache;

import dev.flyball.cache.Counters.Event;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.store.Store;
import dev.flyball.cache.store.Store.Put;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes single keys. Each change has a token: Redis first, with the token in the place of the lease, so that what is
 * being loaded will not be kept; then this process; then all others, by the log of key changes.
 */
final class Changing<V> {
    private final Helm helm;
    private final Tiers<V> tiers;
    private final Store store;
    private final Stamping<V> stamping;
    private final Flights<V> flights;
    private final Patience patience;
    private final Surroundings surroundings;
    private final Announcer announcer;
    private final Counters counters;

    Changing(
            Helm helm,
            Tiers<V> tiers,
            Store store,
            Stamping<V> stamping,
            Flights<V> flights,
            Patience patience,
            Surroundings surroundings,
            Announcer announcer,
            Counters counters) {
        this.helm = helm;
        this.tiers = tiers;
        this.store = store;
        this.stamping = stamping;
        this.flights = flights;
        this.patience = patience;
        this.surroundings = surroundings;
        this.announcer = announcer;
        this.counters = counters;
    }

    /** A value that is being put, all ready. */
    private record Change<V>(EntryKey key, @Nullable V value, Stamp stamp, Envelope envelope, long token) {
        Put put(Orders orders, long rememberMs) {
            return new Put(key, envelope.toBytes(), stamp.scaledHardTtlMs(orders), token, rememberMs);
        }
    }

    /** Whether Redis has forgotten the key; this process has in any case. */
    boolean invalidate(String key) {
        EntryKey entry = helm.key(key);
        long token = surroundings.token();
        flights.abandon(key);
        boolean reached = store.remove(entry, token, patience.leaseMs());
        forgetHere(entry, token);
        announcer.announce(entry, token);
        return reached;
    }

    /** @param value null for that there is none */
    void put(String key, @Nullable V value, Tags tags) {
        prepare(key, value, tags).ifPresent(change -> {
            store.put(change.put(helm.orders(key), patience.leaseMs()));
            keepHere(change);
        });
    }

    void putAll(Map<String, V> values, Tags tags) {
        List<Change<V>> changes = new ArrayList<>(values.size());
        values.forEach((key, value) -> prepare(key, value, tags).ifPresent(changes::add));
        store.putAll(changes.stream()
                .map(change -> change.put(helm.orders(change.key.key()), patience.leaseMs()))
                .toList());
        changes.forEach(this::keepHere);
    }

    /** Another process has changed the key, which is remembered already. */
    void changedElsewhere(String key) {
        tiers.memory().drop(key);
        flights.abandon(key);
    }

    /** Any key may have been changed without a word. */
    void anythingChanged() {
        tiers.memory().clear();
        flights.abandonAll();
    }

    /** Empty if it cannot be kept; then what there was is gone. */
    private Optional<Change<V>> prepare(String key, @Nullable V value, Tags tags) {
        EntryKey entry = helm.key(key);
        Orders orders = helm.orders(key);
        if (!orders.known()) {
            invalidate(key);
            return Optional.empty();
        }
        long token = surroundings.token();
        Basis basis = helm.basis(orders).after(token);
        Optional<Stamp> stamp = stamping.stamp(value, tags, basis, 0);
        Optional<Envelope> packed = stamp.flatMap(each -> tiers.pack(entry, value, each));
        if (packed.isEmpty()) {
            invalidate(key);
            return Optional.empty();
        }
        flights.abandon(key);
        return Optional.of(new Change<>(entry, value, stamp.orElseThrow(), packed.get(), token));
    }

    private void keepHere(Change<V> change) {
        forgetHere(change.key, change.token);
        int bytes = change.envelope.body().length;
        Orders orders = helm.orders(change.key.key());
        tiers.memory().hold(change.key, change.value, change.stamp, orders, bytes);
        announcer.announce(change.key, change.token);
        counters.count(Event.PUT);
    }

    private void forgetHere(EntryKey key, long token) {
        announcer.begin(key, token);
        tiers.memory().drop(key.key());
        // Again: a load that began while Redis was being told does not count either.
        flights.abandon(key.key());
    }
}
