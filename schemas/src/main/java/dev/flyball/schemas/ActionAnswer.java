package dev.flyball.schemas;

import java.util.Objects;

/** What came of a command. */
@Doc("What came of a command about an action.")
public record ActionAnswer(
        @Doc("Version of this format.") int schemaVersion,
        @Doc("Id of the command.") String command,
        @Doc("When it was answered, epoch milliseconds.") long timestamp,
        @Doc("Id of the action.") String action,
        @Doc("The action's namespace.") String namespace,
        @Doc("What was ordered.") ActionCommand.Order order,
        @Doc("Who ordered it.") String by,
        @Doc("Whether it was obeyed.") boolean obeyed,
        @Doc("What was done, or why nothing was, in words.") String words) {
    public static final int SCHEMA_VERSION = 1;

    public ActionAnswer {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(words, "words");
    }

    /** The answer to a command. */
    public static ActionAnswer to(ActionCommand command, boolean obeyed, String words, long at) {
        return new ActionAnswer(
                SCHEMA_VERSION,
                command.id(),
                at,
                command.action(),
                command.namespace(),
                command.order(),
                command.by(),
                obeyed,
                words);
    }
}
