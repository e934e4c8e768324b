package dev.flyball.cache;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.LogProof;
import dev.flyball.cache.log.ControlReader;
import dev.flyball.cache.log.ControlWriter;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's line to the control log: its table follows the log, and what it orders itself goes there first. */
final class ControlLine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlLine.class);

    private final ControlTable table;
    private final InstantSource clock;
    private final Set<String> namespaces;
    private final ConcurrentMap<String, CompletableFuture<Void>> introductions = new ConcurrentHashMap<>();
    private final ControlReader reader;
    private final ControlWriter writer;

    /** @param namespaces those that are in use; grows */
    ControlLine(
            Map<String, Object> kafka,
            Topics topics,
            ControlTable table,
            LogProof proof,
            InstantSource clock,
            Set<String> namespaces) {
        String topic = topics.cacheControl().name();
        this.table = table;
        this.clock = clock;
        this.namespaces = namespaces;
        this.writer = new ControlWriter(kafka, topic);
        this.reader = new ControlReader(kafka, topic, table, proof, this::introduceNamespaces, System::nanoTime);
    }

    void open() {
        reader.start();
    }

    CompletableFuture<Void> invalidate(String namespace, String reason) {
        return order(table.invalidation(namespace, reason, clock.millis()));
    }

    long malformed() {
        return reader.malformed();
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }

    private CompletableFuture<Void> order(CacheControl control) {
        return writer.append(control).thenRun(() -> table.merge(control));
    }

    /**
     * At the end of the log a namespace without a record is a new one, or one whose record is lost; either way nothing
     * that was stored so far may count.
     */
    void introduceNamespaces() {
        for (String namespace : namespaces) {
            if (!table.knows(namespace)) {
                introductions.compute(
                        namespace, (name, running) -> running == null || running.isDone() ? introduce(name) : running);
            }
        }
    }

    private CompletableFuture<Void> introduce(String namespace) {
        return invalidate(namespace, "first use").whenComplete((done, failure) -> {
            if (failure != null) {
                log.warn("nothing of {} is cached until it has a record on the control log", namespace, failure);
            }
        });
    }
}
