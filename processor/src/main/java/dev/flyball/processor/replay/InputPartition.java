package dev.flyball.processor.replay;

import dev.flyball.processor.combine.Combiner;
import dev.flyball.processor.combine.Memory;
import dev.flyball.processor.digest.Pane;
import dev.flyball.schemas.Sample;

/** One input partition, whose samples are summed up until its time enters another pane. */
final class InputPartition {
    /** So that a log in which the time stands still does not fill the heap. */
    private static final int MOST_WAITING = 10_000;

    private final Combiner combiner;
    private long drainedMs = Long.MIN_VALUE;
    private int waiting;
    private boolean ended;

    InputPartition(ReplaySettings settings) {
        combiner = new Combiner(
                settings.time().allowedLateness(),
                settings.cardinality(),
                settings.monitor().endpointExpiry());
    }

    void add(Sample sample, long appendedMs) {
        combiner.add(sample, appendedMs);
        waiting++;
    }

    void tick(long appendedMs) {
        combiner.tick(appendedMs);
    }

    /** When to drain is decided by the log alone; it makes no difference to what comes out. */
    boolean isDue() {
        return waiting >= MOST_WAITING || Pane.startOf(combiner.newestMs()) > drainedMs;
    }

    void drain(Combiner.Output out) {
        combiner.drain(out);
        combiner.drainChanges(Memory.NONE);
        drainedMs = Pane.startOf(combiner.newestMs());
        waiting = 0;
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    long newestMs() {
        return combiner.newestMs();
    }
}
