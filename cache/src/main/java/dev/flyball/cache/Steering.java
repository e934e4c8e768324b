package dev.flyball.cache;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.KeyChanges;
import dev.flyball.cache.control.LogProof;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.control.Positions;
import dev.flyball.cache.control.Region;
import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the caches of one client go by: the logs as far as they were read, with the proof that this is all, or nothing. */
final class Steering {
    /** Without a log nobody tells this process that a value has changed. */
    private static final Duration MAX_HOLD_WITHOUT_LOG = Duration.ofSeconds(1);

    private final ControlTable table;
    private final KeyChanges changes;
    private final Positions positions;
    private final @Nullable LogProof proof;
    private final InstantSource clock;

    /** @param proof null if there is no control log */
    Steering(
            ControlTable table,
            KeyChanges changes,
            Positions positions,
            @Nullable LogProof proof,
            InstantSource clock) {
        this.table = table;
        this.changes = changes;
        this.positions = positions;
        this.proof = proof;
        this.clock = clock;
    }

    Region region(String namespace) {
        return table.region(namespace);
    }

    Orders orders(Region region, String key, long nowMs) {
        if (proof == null) {
            return Orders.UNSTEERED;
        }
        // Half a log may hold the order before the last one, which would let values pass that the last one forbids.
        return proof.hasEverBeenLive() ? region.orders(key, nowMs) : Orders.UNKNOWN;
    }

    /** What is known now, for a load that begins after this. */
    Basis basis(Orders orders) {
        return new Basis(orders.minFresh(), positions.control(), positions.keys(), 0);
    }

    /** What changes of its key leave of a value. */
    Freshness judge(EntryKey key, Stamp stamp) {
        return changes.accepts(key, stamp.basis()) ? Freshness.FRESH : Freshness.UNUSABLE;
    }

    /** Whether what this process remembers can be judged by the logs. */
    boolean trustsMemory() {
        return proof == null || proof.isLive();
    }

    Duration hold(Duration wanted) {
        return proof == null && wanted.compareTo(MAX_HOLD_WITHOUT_LOG) > 0 ? MAX_HOLD_WITHOUT_LOG : wanted;
    }

    ControlState state() {
        if (trustsMemory()) {
            return ControlState.LIVE;
        }
        return proof != null && proof.isRecovering() ? ControlState.RECOVERING : ControlState.SUSPECT;
    }

    /** How old what is known may be; empty if nothing is. */
    Optional<Duration> lag() {
        return proof == null ? Optional.of(Duration.ZERO) : proof.age();
    }

    long nowMs() {
        return clock.millis();
    }
}
