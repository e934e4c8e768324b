package dev.flyball.processor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the stores are that are being restored from their changelogs: logged while it lasts, and told to who asks. */
final class Restoration implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
    private static final Duration LOG_EVERY = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Map<TopicPartition, Progress> running = new HashMap<>();
    /** Of what was restored to the end since the last time when nothing was left. */
    private long doneRecords;

    private Instant logged = Instant.EPOCH;

    private record Progress(long restored, long total) {}

    Restoration(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        running.put(partition, new Progress(0, Math.max(0, to - from)));
    }

    @Override
    public synchronized void onBatchRestored(TopicPartition partition, String store, long batchEnd, long records) {
        running.computeIfPresent(
                partition,
                (key, progress) -> new Progress(Math.min(progress.total, progress.restored + records), progress.total));
        Instant now = clock.instant();
        if (logged.isBefore(now.minus(LOG_EVERY))) {
            logged = now;
            LOG.info("restoring {} stores: {} %", running.size(), percent().orElse(100));
        }
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition partition, String store, long total) {
        Progress ended = running.remove(partition);
        doneRecords = running.isEmpty() || ended == null ? 0 : doneRecords + ended.total;
        if (running.isEmpty()) {
            LOG.info("all stores are restored");
        }
    }

    @Override
    public synchronized void onRestoreSuspended(TopicPartition partition, String store, long total) {
        running.remove(partition);
        doneRecords = running.isEmpty() ? 0 : doneRecords;
    }

    /** From 0 to 100; empty while nothing is being restored. */
    synchronized OptionalInt percent() {
        if (running.isEmpty()) {
            return OptionalInt.empty();
        }
        long restored = doneRecords;
        long total = doneRecords;
        for (Progress progress : running.values()) {
            restored += progress.restored;
            total += progress.total;
        }
        return OptionalInt.of(total == 0 ? 100 : (int) (100 * restored / total));
    }
}
