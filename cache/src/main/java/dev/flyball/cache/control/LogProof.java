package dev.flyball.cache.control;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The proof that this process has read the control log to its end, which is worth something for a short time only. Any
 * thread may use it.
 */
public final class LogProof {
    private final long validNanos;
    private final LongSupplier nanoTime;
    private volatile Moment atEnd = Moment.NEVER;
    private volatile Moment behind = Moment.NEVER;

    /**
     * @param valid how long one proof counts
     * @param nanoTime a clock that never goes back
     */
    public LogProof(Duration valid, LongSupplier nanoTime) {
        this.validNanos = valid.toNanos();
        this.nanoTime = nanoTime;
    }

    /** The end of the log, as it was at this moment, has been reached. */
    public void reachedEndOf(long atNanos) {
        atEnd = new Moment(true, atNanos);
    }

    /** The log answered at this moment, but there is more to be read. */
    public void behindAt(long atNanos) {
        behind = new Moment(true, atNanos);
    }

    /** Whether nothing that is older than the validity of a proof can be missing. */
    public boolean isLive() {
        return isRecent(atEnd);
    }

    /** How long ago the log was known to have no more than what has been read; empty if never. */
    public Optional<Duration> age() {
        Moment last = atEnd;
        return last.happened ? Optional.of(Duration.ofNanos(nanoTime.getAsLong() - last.nanos)) : Optional.empty();
    }

    /** Whether the log has been read to an end at all. */
    public boolean hasEverBeenLive() {
        return atEnd.happened;
    }

    /** Whether the log is there, and being caught up with. */
    public boolean isRecovering() {
        return !isLive() && isRecent(behind);
    }

    private boolean isRecent(Moment moment) {
        return moment.happened && nanoTime.getAsLong() - moment.nanos < validNanos;
    }

    private record Moment(boolean happened, long nanos) {
        static final Moment NEVER = new Moment(false, 0);
    }
}
