package dev.flyball.processor.replay;

/**
 * The stretch of event time that a replay tells of. What comes before it is a warm-up: it fills the windows that the rules
 * look at.
 *
 * @param fromMs what is decided after this moment counts, epoch milliseconds
 * @param toMs what is decided up to this moment counts, epoch milliseconds
 */
public record Range(long fromMs, long toMs) {
    /** All that is in the log. */
    public static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

    public Range {
        if (fromMs >= toMs) {
            throw new IllegalArgumentException("a range must end after it begins: " + fromMs + " to " + toMs);
        }
    }

    boolean hasWarmUp() {
        return fromMs != Long.MIN_VALUE;
    }

    boolean hasEnd() {
        return toMs != Long.MAX_VALUE;
    }
}
