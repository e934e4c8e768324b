package dev.flyball.cache;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.KeyChanges;
import dev.flyball.cache.control.Positions;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.log.KeyChange;
import dev.flyball.cache.log.LogListener;
import dev.flyball.cache.log.LogWriter;
import dev.flyball.schemas.CacheControl;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's line to the logs: its tables follow them, and what it orders itself goes there first. An order is done
 * when it has been read back, since only then it is sure that none it did not know of came before it.
 */
final class ControlLine implements LogListener, Announcer {
    private static final Logger log = LoggerFactory.getLogger(ControlLine.class);
    /** Of several writers at once one is done with each try. */
    private static final int MAX_TRIES = 20;

    private final ControlTable table;
    private final KeyChanges changes;
    private final Positions positions;
    private final LogWriter writer;
    private final CacheEvents events;
    private final ConcurrentMap<String, Changing<?>> caches = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletableFuture<Void>> introductions = new ConcurrentHashMap<>();
    private final ReadBack readBack = new ReadBack();
    private final Repair repair;
    private final InstantSource clock;

    ControlLine(
            ControlTable table,
            KeyChanges changes,
            Positions positions,
            LogWriter writer,
            CacheEvents events,
            InstantSource clock) {
        this.table = table;
        this.changes = changes;
        this.positions = positions;
        this.writer = writer;
        this.events = events;
        this.clock = clock;
        this.repair = new Repair(table, writer, clock);
    }

    void register(String namespace, Changing<?> cache) {
        caches.put(namespace, cache);
    }

    /** Gives an order; it is made anew if another one has come between. */
    CompletableFuture<Void> order(Supplier<CacheControl> order) {
        return order(order, MAX_TRIES);
    }

    /** Takes records back. */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of it.
    void remove(Iterable<String> controlKeys) {
        controlKeys.forEach(key -> {
            table.remove(key);
            writer.remove(key).whenComplete((offset, failure) -> {
                if (failure != null) {
                    log.debug("{} stays on the control log", key, failure);
                }
            });
        });
    }

    @Override
    public void begin(EntryKey key, long token) {
        changes.begin(key, token);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of it.
    public void announce(EntryKey key, long token) {
        writer.append(KeyChange.of(key, token)).whenComplete((offset, failure) -> {
            if (failure != null) {
                changes.failed(key, token, positions.keys());
                log.debug("a change of a key of {} is not announced", key.namespace(), failure);
                events.changeNotAnnounced(key.namespace(), key.key(), failure);
            }
        });
    }

    @Override
    public void changed(KeyChange change) {
        Changing<?> cache = caches.get(change.namespace());
        if (cache != null) {
            EntryKey.keyOf(change.key()).ifPresentOrElse(cache::changedElsewhere, cache::anythingChanged);
        }
    }

    @Override
    public void missedChanges() {
        caches.values().forEach(Changing::anythingChanged);
    }

    @Override
    public void controlRead() {
        readBack.readUpTo(positions.control());
    }

    /**
     * At the end of the log a namespace without a record is a new one, or one whose record is lost; either way nothing
     * that was stored so far may count.
     */
    @Override
    public void atEnd() {
        for (String namespace : caches.keySet()) {
            repair.look(namespace);
            if (!table.knows(namespace)) {
                introductions.compute(
                        namespace, (name, running) -> running == null || running.isDone() ? introduce(name) : running);
            }
        }
    }

    private CompletableFuture<Void> order(Supplier<CacheControl> order, int tries) {
        CacheControl control = order.get();
        return writer.append(control).thenCompose(offset -> {
            table.merge(control, offset);
            return readBack.of(offset).thenCompose(read -> {
                if (table.isSettled(control, offset)) {
                    return CompletableFuture.completedFuture(null);
                }
                return tries > 1 ? order(order, tries - 1) : CompletableFuture.failedFuture(crossed(control));
            });
        });
    }

    private static IllegalStateException crossed(CacheControl control) {
        return new IllegalStateException("other orders for " + control.key() + " came between " + MAX_TRIES
                + " times: too many processes invalidate it at once; order it again");
    }

    private CompletableFuture<Void> introduce(String namespace) {
        // Not taken over before it is read back, since an earlier one may stand on the log.
        return writer.append(ControlTable.introduction(namespace, clock.millis()))
                .thenCompose(readBack::of)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        log.warn(
                                "nothing of {} is cached until it has a record on the control log", namespace, failure);
                    }
                });
    }
}
