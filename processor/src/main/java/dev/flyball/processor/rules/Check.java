package dev.flyball.processor.rules;

import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.sketch.MalformedBytesException;

/**
 * Decides a condition at one endpoint, boundary after boundary. Each endpoint has its own, so it may learn; what it
 * says must depend on nothing but what it was shown. What it has learned belongs to the rule: where a rule has several
 * checks at an endpoint, they share it.
 */
public interface Check {
    /** What {@link #decide} might find. */
    enum Chance {
        /** It may hold. */
        NOW,
        /** It does not hold, but may when the windows have lost some of their samples. */
        LATER,
        /** It does not hold, and will not before other samples have come, or {@link #changesAfter} says so. */
        NONE
    }

    /** What there is to say at the boundary up to which the windows reach. */
    Finding decide(Windows windows);

    /**
     * Whether the condition might hold: to be asked first where nothing else matters, as that costs less than a finding.
     */
    default Chance chance(Windows windows) {
        return Chance.NOW;
    }

    /**
     * When there may be something else to say after a boundary although no window has changed; epoch milliseconds, {@link
     * Long#MAX_VALUE} if never.
     */
    default long changesAfter(long boundaryMs) {
        return Long.MAX_VALUE;
    }

    /** Whether it has learned anything since {@link #learned} was last asked for. */
    default boolean hasLearned() {
        return false;
    }

    /** All that it has learned, to be kept over a restart; empty if it does not learn. */
    default byte[] learned() {
        return new byte[0];
    }

    /**
     * Takes back what was learned.
     *
     * @throws MalformedBytesException if the bytes are nothing that it could have learned
     */
    default void restore(byte[] learned) {}

    /** Nothing has come for a while: it may make itself small. */
    default void rest() {}
}
