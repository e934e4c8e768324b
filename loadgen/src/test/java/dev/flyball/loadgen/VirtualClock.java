package dev.flyball.loadgen;

import dev.flyball.loadgen.pacing.PaceClock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A clock that jumps to where somebody waits for, and does on the way what was planned. */
final class VirtualClock implements PaceClock {
    private final TreeMap<Long, Runnable> planned = new TreeMap<>();
    private long now = 1_000;

    /** Does something at that time from now; of two at the same moment, the later planned is done a moment later. */
    void in(Duration delay, Runnable event) {
        long at = now + delay.toNanos();
        while (planned.containsKey(at)) {
            at++;
        }
        planned.put(at, event);
    }

    /** Lets time pass while nobody can do anything. */
    void freeze(Duration time) {
        now += time.toNanos();
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void waitUntil(long nanos) {
        Map.Entry<Long, Runnable> next = planned.firstEntry();
        if (next != null && next.getKey() <= nanos) {
            planned.remove(next.getKey());
            now = Math.max(now, next.getKey());
            next.getValue().run();
        } else {
            now = Math.max(now, nanos);
        }
    }

    @Override
    public void wake() {
        // Whoever waits is on the same thread.
    }
}
