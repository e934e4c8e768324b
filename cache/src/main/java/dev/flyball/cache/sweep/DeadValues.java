package dev.flyball.cache.sweep;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.control.Region;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;

/** The values of a namespace that the control log leaves nothing of. What cannot be judged is left alone. */
final class DeadValues implements Sweep.Condition {
    /** A header with all the tags there may be. */
    static final int BEGINNING_BYTES = Envelope.MAX_HEADER_BYTES;

    private final String prefix;
    private final String namespace;
    private final ControlTable table;
    private final Region region;
    private final long nowMs;

    /** @throws IllegalArgumentException if nothing is known of the namespace, and so nothing of its values either */
    DeadValues(String namespace, ControlTable table, long nowMs) {
        if (!table.knows(namespace)) {
            throw new IllegalArgumentException(
                    "there is no control record of " + namespace + " to judge its values by");
        }
        this.prefix = "flyball:" + namespace + ":{";
        this.namespace = namespace;
        this.table = table;
        this.region = table.region(namespace);
        this.nowMs = nowMs;
    }

    @Override
    public boolean holds(String name, byte[] beginning) {
        if (!name.startsWith(prefix) || !name.endsWith("}")) {
            return false;
        }
        return EntryKey.keyOf(name.substring(prefix.length(), name.length() - 1))
                .flatMap(key -> Envelope.of(beginning).map(envelope -> isDead(key, envelope.stamp())))
                .orElse(false);
    }

    private boolean isDead(String key, Stamp stamp) {
        Orders orders = table.orders(namespace, key, nowMs);
        return stamp.freshness(orders, nowMs).worse(region.judge(key, stamp)) == Freshness.UNUSABLE;
    }
}
