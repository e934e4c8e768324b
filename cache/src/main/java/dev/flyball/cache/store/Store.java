package dev.flyball.cache.store;

import dev.flyball.cache.entry.EntryKey;
import java.util.List;

/**
 * Values by key with a lease beside each, for all processes. Each method touches one key at a time, in one step that
 * nothing comes between. Nothing here fails or waits for long because the store is away: the answer is that it is.
 */
public interface Store extends AutoCloseable {
    Reply get(EntryKey key);

    /** The replies to many questions, in their order, for the price of one journey where that is possible. */
    List<Reply> getAll(List<EntryKey> keys);

    Claim.Decision claim(Claim claim);

    List<Claim.Decision> claimAll(List<Claim> claims);

    /** Keeps what was loaded and gives the lease back, if the lease is still that of the token. */
    Kept fill(Fill fill);

    List<Kept> fillAll(List<Fill> fills);

    /** Gives the lease back, if it is still that of the token. */
    void release(EntryKey key, long token);

    /** Keeps a value whoever loads the key at the moment, whose result then is not kept; whether the store has. */
    boolean put(Put put);

    List<Boolean> putAll(List<Put> puts);

    /** Forgets the value, and what is being loaded for it; whether the store has done so. */
    boolean remove(EntryKey key, long change, long rememberMs);

    /** How many requests failed. */
    long failures();

    /** Whether requests are kept away from it for a while, since it failed. */
    boolean isHeldBack();

    @Override
    void close();

    /** What became of a value that was loaded. */
    enum Kept {
        KEPT,
        /** The lease was lost: the key has been changed, or somebody else loads it. */
        LEASE_LOST,
        NOT_REACHED
    }

    /** A loaded value, to be kept under a lease. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Fill(EntryKey key, long token, byte[] value, long ttlMs) {}

    /**
     * A value that is kept in any case.
     *
     * @param change token of this change, not 0
     * @param rememberMs how long the store tells of the change
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Put(EntryKey key, byte[] value, long ttlMs, long change, long rememberMs) {}
}
