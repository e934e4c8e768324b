package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.schemas.ActionCommand;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Hands a command to the owner of the namespace that it names, whoever has written it wherever. What is ordered about a
 * server is heard by whoever looks after it.
 */
final class RouteCommands extends ContextualProcessor<String, @Nullable ActionCommand, String, NamespaceEvent> {
    @Override
    public void process(Record<String, @Nullable ActionCommand> record) {
        ActionCommand command = record.value();
        if (command != null && !MemoryPolicy.isRun(command.action())) {
            context().forward(record.withKey(command.namespace()).withValue(NamespaceEvent.of(command)));
            // Somebody waits for it.
            context().commit();
        }
    }
}
