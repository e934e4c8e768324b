package dev.flyball.cache.sweep;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.EntryName;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import java.util.List;

/** Values that the control log leaves nothing of. What cannot be judged is left alone. */
record DeadValues(ControlTable table, long nowMs) implements Sweep.Condition<byte[]> {
    /** A header with all the tags there may be. */
    private static final int BEGINNING_BYTES = Envelope.MAX_HEADER_BYTES;

    @Override
    public Node.Probed<List<byte[]>> ask(Node node, List<byte[]> names) {
        return node.beginnings(names, BEGINNING_BYTES);
    }

    @Override
    public boolean holds(String name, byte[] beginning) {
        EntryName entry = EntryName.of(name).orElse(null);
        if (entry == null || entry.lease() || !table.knows(entry.namespace())) {
            return false;
        }
        return entry.key()
                .flatMap(
                        key -> Envelope.of(beginning).map(envelope -> isDead(entry.namespace(), key, envelope.stamp())))
                .orElse(false);
    }

    private boolean isDead(String namespace, String key, Stamp stamp) {
        Orders orders = table.orders(namespace, key, nowMs);
        return stamp.freshness(orders, nowMs).worse(table.region(namespace).judge(key, stamp)) == Freshness.UNUSABLE;
    }
}
