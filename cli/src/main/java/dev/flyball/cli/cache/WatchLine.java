package dev.flyball.cli.cache;

import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.log.KeyChange;
import dev.flyball.cache.log.LogEntry;
import dev.flyball.cache.log.LogView;
import dev.flyball.cli.text.Plain;
import dev.flyball.schemas.CacheControl;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change on one of the logs.
 *
 * @param time when it was written
 * @param kind namespace, tag, key or unreadable
 * @param what has changed, in words
 */
public record WatchLine(
        String time,
        String kind,
        long offset,
        @Nullable String namespace,
        @Nullable String tag,
        @Nullable String key,
        String what,
        @Nullable Long version,
        @Nullable String action,
        @Nullable String reason) {
    /** @param before what the logs said until this entry */
    public static WatchLine of(LogEntry entry, LogView before) {
        Optional<CacheControl> control = entry.control();
        if (control.isPresent()) {
            return ofControl(entry, control.get(), before);
        }
        Optional<KeyChange> change = entry.change();
        if (change.isPresent()) {
            String id = change.get().key();
            return ofKey(
                    entry, "key", change.get().namespace(), EntryKey.keyOf(id).orElse(id));
        }
        return entry.isControl() && entry.value() == null
                ? plain(entry, "namespace", entry.key(), null, "record taken back")
                : plain(entry, "unreadable", null, entry.key(), "not a record of this log, ignored by all");
    }

    /** For people. */
    public String text() {
        StringBuilder line = new StringBuilder(time).append("  ");
        line.append(namespace == null ? "?" : namespace);
        if (tag != null) {
            line.append(" #").append(tag);
        }
        if (key != null) {
            line.append(" {").append(key).append('}');
        }
        line.append("  ").append(what);
        if (reason != null && !reason.isEmpty()) {
            line.append("  \"").append(reason).append('"');
        }
        if (action != null) {
            line.append("  by ").append(action);
        }
        return Plain.text(line.toString());
    }

    private static WatchLine ofControl(LogEntry entry, CacheControl control, LogView before) {
        CacheControl known = before.record(control.key()).orElse(null);
        boolean beaten = before.table().isBeaten(control, entry.offset());
        return new WatchLine(
                time(entry),
                control.tag() == null ? "namespace" : "tag",
                entry.offset(),
                control.namespace(),
                control.tag(),
                null,
                beaten
                        ? "steers nothing, since another one has a higher version, or came first"
                        : new ControlChange(known, control).toString(),
                control.version(),
                control.action(),
                control.reason());
    }

    private static WatchLine ofKey(LogEntry entry, String kind, String namespace, String key) {
        return plain(entry, kind, namespace, key, "changed");
    }

    private static WatchLine plain(
            LogEntry entry, String kind, @Nullable String namespace, @Nullable String key, String what) {
        return new WatchLine(time(entry), kind, entry.offset(), namespace, null, key, what, null, null, null);
    }

    private static String time(LogEntry entry) {
        return Instant.ofEpochMilli(entry.timestampMs()).toString();
    }
}
