package dev.flyball.cache.store;

import dev.flyball.cache.entry.EntryKey;

/**
 * The wish to be the one who loads a key.
 *
 * @param token names who wishes, not 0
 * @param seen identity of the value that is there and not good enough; empty if none is. If there is another one by now,
 *     that is the answer
 * @param leaseMs how long the lease holds if it is never given back
 * @param insists whether the lease is taken even from somebody who holds it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Claim(EntryKey key, long token, byte[] seen, long leaseMs, boolean insists) {
    /** What came of a claim. */
    public enum Outcome {
        /** The lease is ours. */
        GRANTED,
        /** Somebody else is loading. */
        HELD,
        /** There is a value that was not there before. */
        ANSWERED,
        /** The store does not answer; there is no lease. */
        NOT_REACHED
    }

    /**
     * The answer to a claim.
     *
     * @param change token of the last change of the key, if it was not long ago; else 0
     * @param value that was not there before; empty without one
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Decision(Outcome outcome, long change, byte[] value) {
        public static final Decision HELD = new Decision(Outcome.HELD, 0, new byte[0]);
        public static final Decision NOT_REACHED = new Decision(Outcome.NOT_REACHED, 0, new byte[0]);

        public static Decision granted(long change) {
            return new Decision(Outcome.GRANTED, change, new byte[0]);
        }

        public static Decision answered(byte[] value) {
            return new Decision(Outcome.ANSWERED, 0, value);
        }
    }
}
