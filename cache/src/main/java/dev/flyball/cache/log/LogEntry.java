package dev.flyball.cache.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of one of the two logs, as it was found.
 *
 * @param isControl whether it is of the control log, and not of that of key changes
 * @param timestampMs when it was written, epoch milliseconds
 * @param value null for the end of a control record
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record LogEntry(boolean isControl, long offset, long timestampMs, String key, byte @Nullable [] value) {
    /** What is ordered; empty if this is none of that, and for what nobody obeys. */
    public Optional<CacheControl> control() {
        return isControl
                ? read(CacheControl.class).filter(control -> control.key().equals(key))
                : Optional.empty();
    }

    /** Which key was changed; empty if this is none of that. */
    public Optional<KeyChange> change() {
        return isControl ? Optional.empty() : read(KeyChange.class);
    }

    private <T> Optional<T> read(Class<T> type) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(EventJson.read(value, type));
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    byte[] keyBytes() {
        return key.getBytes(UTF_8);
    }
}
