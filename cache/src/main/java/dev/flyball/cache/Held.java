package dev.flyball.cache;

import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import org.jspecify.annotations.Nullable;

/** A value in the memory of this process. */
final class Held<V> {
    private final @Nullable V value;
    private final Stamp stamp;
    private final long untilMs;
    private final int bytes;
    /** What tags and patterns left of it when they were last looked at. */
    private volatile Judgement judgement;

    /**
     * @param value null if it is known that there is none
     * @param untilMs epoch milliseconds; then Redis has to be asked whether there is a newer one
     * @param bytes about as much memory as it takes
     */
    Held(@Nullable V value, Stamp stamp, long untilMs, int bytes, long generation, Freshness judged) {
        this.value = value;
        this.stamp = stamp;
        this.untilMs = untilMs;
        this.bytes = bytes;
        this.judgement = new Judgement(generation, judged);
    }

    private record Judgement(long generation, Freshness freshness) {}

    @Nullable
    V value() {
        return value;
    }

    Stamp stamp() {
        return stamp;
    }

    int bytes() {
        return bytes;
    }

    boolean isDue(long nowMs) {
        return nowMs >= untilMs;
    }

    Freshness freshness(String key, Orders orders, Helm helm, long nowMs) {
        Judgement last = judgement;
        // Before the judging: what changes meanwhile is judged at the next read.
        long generation = helm.generation();
        if (last.generation != generation) {
            last = new Judgement(generation, helm.judge(key, stamp));
            judgement = last;
        }
        return stamp.freshness(orders, nowMs).worse(last.freshness);
    }
}
