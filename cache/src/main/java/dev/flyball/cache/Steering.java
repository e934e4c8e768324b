package dev.flyball.cache;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.LogProof;
import dev.flyball.cache.control.Orders;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What the caches of one client go by: the control table with the proof that it is complete, or nothing at all. */
final class Steering {
    /** Without a log nobody tells this process that a value has changed. */
    private static final Duration MAX_HOLD_WITHOUT_LOG = Duration.ofSeconds(1);

    private final ControlTable table;
    private final @Nullable LogProof proof;
    private final InstantSource clock;

    /** @param proof null if there is no control log */
    Steering(ControlTable table, @Nullable LogProof proof, InstantSource clock) {
        this.table = table;
        this.proof = proof;
        this.clock = clock;
    }

    Orders orders(String namespace, String key) {
        if (proof == null) {
            return Orders.UNSTEERED;
        }
        // Half a log may hold the order before the last one, which would let values pass that the last one forbids.
        return proof.hasEverBeenLive() ? table.orders(namespace, key, clock.millis()) : Orders.UNKNOWN;
    }

    /** Whether what this process remembers can be judged by the table. */
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

    long nowMs() {
        return clock.millis();
    }
}
