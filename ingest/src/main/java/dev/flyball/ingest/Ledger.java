package dev.flyball.ingest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The books of a publisher: every published sample ends up as sent or as dropped, and losses are told about. */
final class Ledger {
    private static final long WARN_EVERY_MS = Duration.ofSeconds(10).toMillis();

    private final LongAdder published = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
    private final InstantSource clock;
    private final Consumer<String> warnings;
    private volatile @Nullable Exception lastFailure;

    // Used by the publisher's own thread alone: a log appender may block, and a request thread must not.
    private PublisherStats told = new PublisherStats(0, 0, Map.of());
    private @Nullable Long toldAtMs;

    Ledger(InstantSource clock, Consumer<String> warnings) {
        this.clock = clock;
        this.warnings = warnings;
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    void published() {
        published.increment();
    }

    void sent(int samples) {
        sent.add(samples);
    }

    void dropped(DropReason reason, int samples) {
        LongAdder counter = dropped.get(reason);
        if (counter != null) {
            counter.add(samples);
        }
    }

    void failed(int samples, Exception cause) {
        lastFailure = cause;
        dropped(DropReason.SEND_FAILED, samples);
    }

    PublisherStats stats() {
        // Outcomes are read before what they are outcomes of, so that what is pending is never negative.
        Map<DropReason, Long> lost = dropped.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().sum()));
        long arrived = sent.sum();
        return new PublisherStats(published.sum(), arrived, lost);
    }

    /** Tells of new losses, at most once in ten seconds. */
    void warnIfDue() {
        long now = clock.millis();
        Long last = toldAtMs;
        if (last == null || now - last >= WARN_EVERY_MS) {
            warn(now);
        }
    }

    /** Tells of losses that nobody has been told of. */
    void warnNow() {
        warn(clock.millis());
    }

    private void warn(long now) {
        PublisherStats stats = stats();
        long lost = stats.lost() - told.lost();
        if (lost == 0) {
            return;
        }
        StringBuilder text = new StringBuilder("Lost " + lost + " samples:");
        for (DropReason reason : DropReason.values()) {
            long more = stats.dropped(reason) - told.dropped(reason);
            if (more > 0) {
                text.append(' ').append(reason.label()).append('=').append(more);
            }
        }
        text.append("; sent ").append(stats.sent()).append(" so far");
        Exception failure = lastFailure;
        if (failure != null) {
            text.append("; last failure: ").append(failure);
        }
        told = stats;
        toldAtMs = now;
        warnings.accept(text.toString());
    }
}
