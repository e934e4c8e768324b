package dev.flyball.cache;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.log.LogWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what holds for a namespace to the control log once more, if the last record there, all that compaction leaves, says
 * something else: its writer did not know an order that came just before, and did not look again, or did not live to.
 * However many processes do so, it is one record for those who read it.
 */
final class Repair {
    private static final Logger log = LoggerFactory.getLogger(Repair.class);
    /** Far longer than a writer takes to see it by itself. */
    private static final long PATIENCE_MS = 5_000;

    private final ControlTable table;
    private final LogWriter writer;
    private final InstantSource clock;
    private final Map<String, Long> sinceMs = new ConcurrentHashMap<>();

    Repair(ControlTable table, LogWriter writer, InstantSource clock) {
        this.table = table;
        this.writer = writer;
        this.clock = clock;
    }

    /** To be called now and then at the end of the log. */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of it, and there is a next time.
    void look(String namespace) {
        table.overwritten(namespace)
                .ifPresentOrElse(
                        record -> {
                            long now = clock.millis();
                            long since = sinceMs.computeIfAbsent(namespace, name -> now);
                            if (now - since >= PATIENCE_MS) {
                                sinceMs.put(namespace, now);
                                writer.append(record).whenComplete((offset, failure) -> {
                                    if (failure != null) {
                                        log.debug("the control record of {} is not repaired", namespace, failure);
                                    }
                                });
                            }
                        },
                        () -> sinceMs.remove(namespace));
    }
}
