package dev.flyball.processor.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit at an even pace while what is processed has just happened, so that alerts come soon. What is further
 * behind has to wait anyway: then Kafka Streams commits at its own, slower pace, and each commit carries more.
 */
final class CommitPace {
    /** What is older than this is a backlog. */
    private static final long RECENT_MS = 3_000;

    private final ProcessorContext<?, ?> context;
    private long newestMs = Long.MIN_VALUE / 2;
    private boolean due;

    CommitPace(ProcessorContext<?, ?> context, Duration every) {
        this.context = context;
        context.schedule(every, PunctuationType.WALL_CLOCK_TIME, this::commitIfDue);
    }

    /** Something was processed that happened at that moment, epoch milliseconds. */
    void note(long timestampMs) {
        newestMs = Math.max(newestMs, timestampMs);
        due = true;
    }

    private void commitIfDue(long nowMs) {
        if (due && isRecent(nowMs)) {
            commit();
        }
    }

    private boolean isRecent(long nowMs) {
        return nowMs - newestMs < RECENT_MS;
    }

    /** Something was said that others wait for. */
    void hurry() {
        if (isRecent(context.currentSystemTimeMs())) {
            commit();
        }
    }

    /** Asks for a commit as soon as possible. */
    void commit() {
        due = false;
        context.commit();
    }
}
