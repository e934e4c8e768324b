package dev.flyball.schemas;

import java.util.Objects;

/** What somebody orders about an action. Given twice, it finds nothing left to do. Answered by an {@link ActionAnswer}. */
@Doc("What somebody orders about an action. Given twice, it finds nothing left to do.")
public record ActionCommand(
        @Doc("Version of this format.") int schemaVersion,

        @Doc("Id of this command, which its answer names.") String id,

        @Doc("When it was given, epoch milliseconds.") long timestamp,
        @Doc("Id of the action.") String action,

        @Doc("The action's namespace, whose owner obeys; for the relief of a server its address.")
        String namespace,

        @Doc("What is ordered.") Order order,
        @Doc("Who orders it.") String by,
        @Doc("Why, in words.") String reason) {
    public static final int SCHEMA_VERSION = 1;

    public static final int LONGEST_NAMESPACE = 500;
    public static final int LONGEST_BY = 100;
    public static final int LONGEST_REASON = 500;

    /** What can be ordered. */
    public enum Order {
        /** What was proposed begins, if nothing speaks against it by now. */
        APPROVE,
        /** What was proposed is not done, and the namespace is left alone for a while. */
        REJECT,
        /** What is running ends, and is taken back. */
        ROLLBACK
    }

    /** @throws IllegalArgumentException if a text is missing, too long, or could deceive those who read it */
    public ActionCommand {
        Objects.requireNonNull(order, "order");
        Typed.id("id", id);
        Typed.id("action", action);
        Typed.text("namespace", namespace, LONGEST_NAMESPACE);
        Typed.text("by", by, LONGEST_BY);
        Typed.text("reason", reason, LONGEST_REASON);
    }
}
