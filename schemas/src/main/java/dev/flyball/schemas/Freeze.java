package dev.flyball.schemas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The kill switch, of all namespaces or of one: while it holds, nothing begins, and what was running is taken back. */
@Doc(
        "The kill switch, of all namespaces or of one: while it holds, nothing begins, and what was running is taken back.")
public record Freeze(
        @Doc("Version of this format.") int schemaVersion,

        @Doc("The namespace that is frozen; missing for all.") @Nullable
        String namespace,

        @Doc("False when the freeze is lifted.") boolean active,
        @Doc("When it was ordered, epoch milliseconds.") long timestamp,

        @Doc("When it ends by itself, epoch milliseconds; missing for when it is lifted.") @Nullable
        Long until,

        @Doc("Who ordered it.") String by,
        @Doc("Why, in words.") String reason) {
    public static final int SCHEMA_VERSION = 1;

    /** The key of the freeze of all namespaces. */
    public static final String ALL = "*";

    /** @throws IllegalArgumentException if a text is missing, too long, or could deceive those who read it */
    public Freeze {
        if (namespace != null) {
            Typed.text("namespace", namespace, ActionCommand.LONGEST_NAMESPACE);
        }
        Typed.text("by", by, ActionCommand.LONGEST_BY);
        Typed.text("reason", reason, ActionCommand.LONGEST_REASON);
        Faults.unless(until == null || until > 0, "until must be after 1970");
    }

    /** The key on the topic. */
    public String key() {
        return namespace == null ? ALL : namespace;
    }

    /** What is frozen by whom and why, as a full sentence. */
    public String words() {
        String what = namespace == null ? "All namespaces are" : "Namespace " + namespace + " is";
        return what + " frozen by " + by + (until == null ? "" : " until " + Instant.ofEpochMilli(until)) + ": "
                + reason + ".";
    }

    /** Whether it holds at a moment, epoch milliseconds. */
    public boolean holds(long now) {
        return active && (until == null || until > now);
    }
}
