package dev.flyball.loadgen;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The response times of the last seconds, for somebody who watches. Not thread-safe. */
final class RecentTimes {
    static final int SECONDS = 5;

    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private final Histogram[] slots = new Histogram[SECONDS];
    private final long[] secondOf = new long[SECONDS];

    RecentTimes() {
        for (int i = 0; i < SECONDS; i++) {
            slots[i] = new Histogram(LONGEST_MICROS, 2);
            secondOf[i] = -1;
        }
    }

    /**
     * @param at when the request ended, since the run began
     * @param nanos its response time
     */
    void add(long at, long nanos) {
        long second = TimeUnit.NANOSECONDS.toSeconds(at);
        int slot = (int) (second % SECONDS);
        if (secondOf[slot] != second) {
            slots[slot].reset();
            secondOf[slot] = second;
        }
        slots[slot].recordValue(Math.max(0, Math.min(LONGEST_MICROS, nanos / 1_000)));
    }

    /** All of the last seconds, in microseconds. */
    Histogram upTo(long at) {
        long second = TimeUnit.NANOSECONDS.toSeconds(at);
        Histogram recent = new Histogram(LONGEST_MICROS, 2);
        for (int i = 0; i < SECONDS; i++) {
            if (secondOf[i] > second - SECONDS) {
                recent.add(slots[i]);
            }
        }
        return recent;
    }
}
