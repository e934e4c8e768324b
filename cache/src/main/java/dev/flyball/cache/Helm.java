package dev.flyball.cache;

import dev.flyball.cache.control.Orders;
import dev.flyball.cache.control.Region;
import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.entry.TagStamp;
import java.util.List;

/** The steering of one namespace: what holds for its keys, and what its values are worth. */
final class Helm {
    private final String namespace;
    private final Steering steering;
    private final Region region;

    Helm(String namespace, Steering steering) {
        this.namespace = namespace;
        this.steering = steering;
        this.region = steering.region(namespace);
    }

    String namespace() {
        return namespace;
    }

    EntryKey key(String key) {
        return EntryKey.of(namespace, key);
    }

    Orders orders(String key) {
        return steering.orders(region, key, steering.nowMs());
    }

    Basis basis(Orders orders) {
        return steering.basis(orders);
    }

    /** Changes when values may be worth less than before, other than by their age and by changes of single keys. */
    long generation() {
        return region.generation();
    }

    /** What tags and patterns leave of a value, as long as the generation is the same. */
    Freshness judge(String key, Stamp stamp) {
        return region.judge(key, stamp);
    }

    /** What a value is worth now, all things considered. */
    Freshness judge(EntryKey key, Stamp stamp, Orders orders) {
        Freshness byAge = stamp.freshness(orders, nowMs());
        return byAge.worse(region.judge(key.key(), stamp)).worse(steering.judge(key, stamp));
    }

    /** Whether no change of its key is known that the value does not know. */
    boolean isUnchanged(EntryKey key, Stamp stamp) {
        return steering.judge(key, stamp) == Freshness.FRESH;
    }

    /** The share of its memory that this process may use now, above 0 and at most 1. */
    double memoryShare() {
        return region.memoryShare(nowMs());
    }

    List<TagStamp> stampsOf(Tags tags, Basis basis) {
        return region.stampsOf(tags.names(), basis.controlPosition());
    }

    boolean trustsMemory() {
        return steering.trustsMemory();
    }

    long nowMs() {
        return steering.nowMs();
    }
}
