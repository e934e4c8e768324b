package dev.flyball.cache;

import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.store.Claim;
import dev.flyball.cache.store.Reply;
import dev.flyball.cache.store.Store;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A store in memory, whose operations take turns with others before and after, and which may lose its newest writes. */
final class FakeStore implements Store {
    private final Turns turns;
    private Map<String, byte[]> values = new HashMap<>();
    private Map<String, Lease> leases = new HashMap<>();
    private Map<String, byte[]> oldValues = Map.of();
    private Map<String, Lease> oldLeases = Map.of();

    FakeStore(Turns turns) {
        this.turns = turns;
    }

    private record Lease(boolean change, long token) {}

    /** What a replica has. */
    void replicate() {
        oldValues = Map.copyOf(values);
        oldLeases = Map.copyOf(leases);
    }

    /** The replica takes over. */
    void failOver() {
        values = new HashMap<>(oldValues);
        leases = new HashMap<>(oldLeases);
    }

    @Override
    public Reply get(EntryKey key) {
        turns.step();
        byte[] value = values.get(key.id());
        turns.step();
        return value == null ? Reply.NOTHING : Reply.of(value);
    }

    @Override
    public Claim.Decision claim(Claim claim) {
        turns.step();
        Claim.Decision decision = decide(claim);
        turns.step();
        return decision;
    }

    @Override
    public Kept fill(Fill fill) {
        turns.step();
        boolean mine =
                new Lease(false, fill.token()).equals(leases.get(fill.key().id()));
        if (mine) {
            values.put(fill.key().id(), fill.value());
            leases.remove(fill.key().id());
        }
        turns.step();
        return mine ? Kept.KEPT : Kept.LEASE_LOST;
    }

    @Override
    public void release(EntryKey key, long token) {
        leases.remove(key.id(), new Lease(false, token));
    }

    @Override
    public boolean put(Put put) {
        turns.step();
        values.put(put.key().id(), put.value());
        leases.put(put.key().id(), new Lease(true, put.change()));
        turns.step();
        return true;
    }

    @Override
    public boolean remove(EntryKey key, long change, long rememberMs) {
        turns.step();
        values.remove(key.id());
        leases.put(key.id(), new Lease(true, change));
        turns.step();
        return true;
    }

    @Override
    public List<Reply> getAll(List<EntryKey> keys) {
        return keys.stream().map(this::get).toList();
    }

    @Override
    public List<Claim.Decision> claimAll(List<Claim> claims) {
        return claims.stream().map(this::claim).toList();
    }

    @Override
    public List<Kept> fillAll(List<Fill> fills) {
        return fills.stream().map(this::fill).toList();
    }

    @Override
    public List<Boolean> putAll(List<Put> puts) {
        return puts.stream().map(this::put).toList();
    }

    @Override
    public long failures() {
        return 0;
    }

    @Override
    public boolean isHeldBack() {
        return false;
    }

    @Override
    public void close() {}

    private Claim.Decision decide(Claim claim) {
        String id = claim.key().id();
        byte[] value = values.get(id);
        if (value != null && !Arrays.equals(Envelope.identity(value), claim.seen())) {
            return Claim.Decision.answered(value);
        }
        Lease lease = leases.get(id);
        if (lease != null && !lease.change && !claim.insists()) {
            return Claim.Decision.HELD;
        }
        leases.put(id, new Lease(false, claim.token()));
        return Claim.Decision.granted(lease != null && lease.change ? lease.token : 0);
    }
}
