package dev.flyball.cache.log;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.KeyChanges;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.control.Positions;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.schemas.CacheControl;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What a process knows that has read both logs: the records that count, and what they leave of values. Of one thread. */
public final class LogView {
    private static final LogListener NOBODY = new LogListener() {
        @Override
        public void changed(KeyChange change) {}

        @Override
        public void missedChanges() {}

        @Override
        public void atEnd() {}

        @Override
        public void controlRead() {}
    };

    private final ControlTable table = new ControlTable();
    private final KeyChanges changes;
    private final LogIntake intake;
    private final SortedMap<String, CacheControl> records = new TreeMap<>();

    /** @param nanoTime a clock that never goes back */
    public LogView(LongSupplier nanoTime) {
        changes = new KeyChanges(nanoTime);
        intake = new LogIntake(table, changes, new Positions(), NOBODY);
    }

    /** Takes the next record in; whether it is one that counts. */
    public boolean take(LogEntry entry) {
        if (!entry.isControl()) {
            intake.key(entry.offset(), entry.value());
            return entry.change().isPresent();
        }
        intake.control(entry.offset(), entry.keyBytes(), entry.value());
        if (entry.value() == null) {
            return records.remove(entry.key()) != null;
        }
        Optional<CacheControl> control = entry.control();
        boolean counts =
                control.filter(found -> !table.isBeaten(found, entry.offset())).isPresent();
        control.ifPresent(found ->
                records.compute(found.key(), (key, known) -> table.raised(counts || known == null ? found : known)));
        return counts;
    }

    /** The record that counts, under its key on the log. */
    public Optional<CacheControl> record(String key) {
        return Optional.ofNullable(records.get(key));
    }

    /** All that count, by namespace and tag. */
    public Collection<CacheControl> records() {
        return List.copyOf(records.values());
    }

    public ControlTable table() {
        return table;
    }

    /** What holds for a key. */
    public Orders orders(EntryKey key, long nowMs) {
        return table.orders(key.namespace(), key.key(), nowMs);
    }

    /** What a value is worth for a process that knows this. */
    public Judgement judge(EntryKey key, Stamp stamp, long nowMs) {
        Orders orders = orders(key, nowMs);
        if (!orders.known()) {
            return new Judgement(Freshness.UNUSABLE, "its namespace has no control record");
        }
        if (!changes.accepts(key, stamp.basis())) {
            return new Judgement(Freshness.UNUSABLE, "its key has been changed since");
        }
        Judgement ofNamespace = ofNamespace(stamp, orders, nowMs);
        Judgement ofTags = ofTags(key, stamp);
        return ofNamespace.freshness.compareTo(ofTags.freshness) >= 0 ? ofNamespace : ofTags;
    }

    /** What a value is worth, and why. */
    public record Judgement(Freshness freshness, String reason) {}

    private static Judgement ofNamespace(Stamp stamp, Orders orders, long nowMs) {
        Freshness freshness = stamp.freshness(orders, nowMs);
        return new Judgement(
                freshness,
                switch (freshness) {
                    case FRESH -> "nothing speaks against it";
                    case EXPIRED -> "it has expired, and is served only if there is nothing better";
                    case SUPERSEDED -> "its namespace has been invalidated softly: it is served while one caller loads";
                    case UNUSABLE ->
                        stamp.epoch() < orders.minUsable()
                                ? "its namespace has been invalidated since"
                                : "its time is over, or was set by a clock that is ahead";
                });
    }

    private Judgement ofTags(EntryKey key, Stamp stamp) {
        Freshness freshness = table.region(key.namespace()).judge(key.key(), stamp);
        return new Judgement(
                freshness,
                freshness == Freshness.UNUSABLE
                        ? "a tag of it, or a pattern that its key matches, has been invalidated since"
                        : "a tag of it, or a pattern that its key matches, has been invalidated softly");
    }
}
