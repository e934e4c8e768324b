package dev.flyball.cache.control;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Cohort;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The newest control record of each namespace and tag that this process knows of. Any thread may use it. */
public final class ControlTable {
    /** Far more than anybody has; a namespace beyond it is not cached, which is the safe side. */
    static final int MAX_RECORDS = 10_000;

    private final ConcurrentMap<String, CacheControl> records = new ConcurrentHashMap<>();

    /**
     * Takes a record over unless a newer one is known; of two with one version, the later one counts.
     *
     * @return false if the table is full
     */
    public boolean merge(CacheControl record) {
        if (records.size() >= MAX_RECORDS && !records.containsKey(record.key())) {
            return false;
        }
        records.merge(record.key(), record, (known, other) -> other.version() >= known.version() ? other : known);
        return true;
    }

    /** Forgets a namespace or tag, so that its values are not served until there is a new record. */
    public void remove(String key) {
        records.remove(key);
    }

    public boolean knows(String namespace) {
        return records.containsKey(namespace);
    }

    /** What holds for a key; {@link Orders#UNKNOWN} as long as its namespace has no record. */
    public Orders orders(String namespace, String key, long nowMs) {
        CacheControl record = records.get(namespace);
        return record == null ? Orders.UNKNOWN : Orders.of(record, key, nowMs);
    }

    /** The record that makes every value so far unusable; what else was ordered stays. */
    public CacheControl invalidation(String namespace, String reason, long nowMs) {
        Optional<CacheControl> known = Optional.ofNullable(records.get(namespace));
        long epoch = known.map(record -> Math.max(nowMs, record.minFresh() + 1)).orElse(nowMs);
        return new CacheControl(
                CacheControl.SCHEMA_VERSION,
                namespace,
                null,
                known.map(record -> Math.max(nowMs, record.version() + 1)).orElse(nowMs),
                epoch,
                epoch,
                known.map(CacheControl::mode).orElse(CacheMode.NORMAL),
                known.map(CacheControl::ttlScale).orElse(1.0),
                known.map(CacheControl::cohort).orElse(Cohort.ALL),
                known.map(CacheControl::until).orElse(0L),
                known.map(CacheControl::action).orElse(null),
                reason);
    }
}
