package dev.flyball.cache.sweep;

import java.time.Duration;
import java.util.Arrays;

/**
 * How much is asked of a server at a time, and how long it is left alone afterwards. What a reader waits while the server
 * works for us is measured by a probe: as long as that is within a limit above the same without us, each step is a
 * little larger than the last one; once it is not, the next one is half as large, or comes later. Of one thread.
 */
public final class Pace {
    private static final int REMEMBERED_PROBES = 31;
    private static final long SHORTEST_WAIT_NANOS = Duration.ofMillis(1).toNanos();
    private static final int STEPS_TO_MOST = 40;

    private final Limits limits;
    private final long[] idle = new long[REMEMBERED_PROBES];
    private long idleProbes;
    private long allowedNanos;
    private int keys;
    private long waitNanos;
    private long restNanos;

    public Pace(Limits limits) {
        this.limits = limits;
        this.keys = limits.minKeys;
    }

    /**
     * What a sweep may take.
     *
     * @param maxExcess how much longer than usual a reader may wait, 10 us to 10 s
     * @param minKeys looked at in a step at least, 1 or more
     * @param maxKeys looked at in a step at most
     * @param share of its time that the server works for us at most, above 0, up to 1
     * @param longestPause between two steps
     */
    public record Limits(Duration maxExcess, int minKeys, int maxKeys, double share, Duration longestPause) {
        /** 0.3 ms of a reader, and a third of the server's time. */
        public static final Limits DEFAULT =
                new Limits(Duration.ofNanos(300_000), 10, 400, 0.33, Duration.ofSeconds(1));

        public Limits {
            if (maxExcess.compareTo(Duration.ofNanos(10_000)) < 0 || maxExcess.compareTo(Duration.ofSeconds(10)) > 0) {
                throw new IllegalArgumentException("maxExcess must be 10 us to 10 s: " + maxExcess);
            }
            if (minKeys < 1 || maxKeys < minKeys || maxKeys > 100_000) {
                throw new IllegalArgumentException(
                        "minKeys and maxKeys must be 1 to 100000, in this order: " + minKeys + " and " + maxKeys);
            }
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share must be above 0, and at most 1: " + share);
            }
            if (longestPause.isNegative() || longestPause.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("longestPause must be 0 to 1 min: " + longestPause);
            }
        }

        public Limits withMaxExcess(Duration maxExcess) {
            return new Limits(maxExcess, minKeys, maxKeys, share, longestPause);
        }
    }

    /** What a reader waits while the server does nothing for us. */
    void idle(long probeNanos) {
        idle[(int) (idleProbes++ % REMEMBERED_PROBES)] = probeNanos;
        int known = (int) Math.min(idleProbes, REMEMBERED_PROBES);
        long[] sorted = Arrays.copyOf(idle, known);
        Arrays.sort(sorted);
        // The median: what disturbs one probe is none of our doing, and no reason to allow ourselves more. But where
        // answers come at all times anyway, as over a far network, what one in ten has to wait is usual.
        allowedNanos = Math.max(sorted[known / 2] + limits.maxExcess.toNanos(), sorted[known * 9 / 10]);
    }

    /**
     * What a reader waited during a step.
     *
     * @param tookNanos how long the whole step took
     */
    void busy(long probeNanos, long tookNanos) {
        restNanos = Math.round(tookNanos * (1 - limits.share) / limits.share);
        if (probeNanos > allowedNanos) {
            slower();
        } else {
            faster();
        }
    }

    /** How many keys the next step may look at. */
    int keys() {
        return keys;
    }

    /** How long the server is to be left alone before the next step. */
    long pauseNanos() {
        return Math.min(limits.longestPause.toNanos(), restNanos + waitNanos);
    }

    private void slower() {
        if (keys > limits.minKeys) {
            keys = Math.max(limits.minKeys, keys / 2);
        } else {
            waitNanos = Math.min(limits.longestPause.toNanos(), Math.max(SHORTEST_WAIT_NANOS, 2 * waitNanos));
        }
    }

    private void faster() {
        if (waitNanos > 0) {
            waitNanos = Math.max(0, waitNanos - SHORTEST_WAIT_NANOS);
        } else {
            keys = Math.min(limits.maxKeys, keys + Math.max(1, limits.maxKeys / STEPS_TO_MOST));
        }
    }
}
