package dev.flyball.cache.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.KeyChanges;
import dev.flyball.cache.control.Positions;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the records of both logs in, in their order, whatever they hold. */
public final class LogIntake {
    private static final Logger log = LoggerFactory.getLogger(LogIntake.class);

    private final ControlTable table;
    private final KeyChanges changes;
    private final Positions positions;
    private final LogListener listener;
    private final LongAdder malformed = new LongAdder();

    public LogIntake(ControlTable table, KeyChanges changes, Positions positions, LogListener listener) {
        this.table = table;
        this.changes = changes;
        this.positions = positions;
        this.listener = listener;
    }

    public void control(long offset, byte @Nullable [] keyBytes, byte @Nullable [] value) {
        if (keyBytes == null) {
            malformed.increment();
            return;
        }
        String key = new String(keyBytes, UTF_8);
        if (value == null) {
            table.remove(key);
            return;
        }
        try {
            CacheControl control = EventJson.read(value, CacheControl.class);
            if (!control.key().equals(key) || !table.merge(control, offset)) {
                malformed.increment();
            }
        } catch (MalformedEventException e) {
            refuse(offset, e);
        }
    }

    public void key(long offset, byte @Nullable [] value) {
        if (value == null) {
            malformed.increment();
            return;
        }
        try {
            KeyChange change = EventJson.read(value, KeyChange.class);
            if (changes.arrived(change.namespace(), change.key(), change.token(), offset)) {
                listener.changed(change);
            }
        } catch (MalformedEventException e) {
            refuse(offset, e);
        }
    }

    /** All control records below this offset have been taken in. */
    public void controlRead(long upTo) {
        if (upTo > positions.control()) {
            positions.controlRead(upTo);
            listener.controlRead();
        }
    }

    /** All changes of keys below this offset have been taken in. */
    public void keysRead(long upTo) {
        positions.keysRead(upTo);
    }

    /** Changes of keys up to this offset are lost. */
    public void missedKeys(long upTo) {
        if (upTo < positions.keys()) {
            changes.clear();
        }
        positions.keysRead(upTo);
        listener.missedChanges();
    }

    /** How many records were not what they should be. */
    public long malformed() {
        return malformed.sum();
    }

    LogListener listener() {
        return listener;
    }

    private void refuse(long offset, MalformedEventException failure) {
        malformed.increment();
        log.debug("not a record of this log, at offset {}", offset, failure);
    }
}
