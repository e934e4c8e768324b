package dev.flyball.processor.topology;

import java.util.Map;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A state store that stores nothing: it tells a processor that a commit is about to happen, while what the processor
 * forwards or puts into other stores still belongs to that commit. Kafka Streams knows this moment only for its own
 * record caches ({@code StreamTask.prepareCommit} flushes them before the producer and the offsets), so this class
 * stands in for one. It is the only place that touches internal interfaces of Kafka Streams; a crash test guards it.
 */
final class DrainStore implements StateStore, CachedStateStore<Object, Object> {
    private final String name;
    private boolean open;
    private @Nullable Runnable drain;

    private DrainStore(String name) {
        this.name = name;
    }

    /** Builds a drain store of that name, to be connected to one processor. */
    static StoreBuilder<DrainStore> builder(String name) {
        return new Builder(name);
    }

    /** Calls the processor, which must be the one that is being initialised, before each commit from now on. */
    void beforeCommit(ProcessorContext<?, ?> context, Runnable drain) {
        InternalProcessorContext<?, ?> internal = (InternalProcessorContext<?, ?>) context;
        ProcessorNode<?, ?, ?, ?> node = internal.currentNode();
        if (node == null) {
            throw new StreamsException("beforeCommit must be called from a processor's init");
        }
        this.drain = () -> {
            ProcessorNode<?, ?, ?, ?> before = internal.currentNode();
            internal.setCurrentNode(node);
            try {
                drain.run();
            } finally {
                internal.setCurrentNode(before);
            }
        };
    }

    @Override
    public void flushCache() {
        if (drain != null) {
            drain.run();
        }
    }

    @Override
    public void clearCache() {
        // The processor clears what it holds when it is initialised again.
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        open = false;
        drain = null;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    private record Builder(String name) implements StoreBuilder<DrainStore> {
        @Override
        public DrainStore build() {
            return new DrainStore(name);
        }

        @Override
        public StoreBuilder<DrainStore> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<DrainStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<DrainStore> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("there is nothing to log");
        }

        @Override
        public StoreBuilder<DrainStore> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
