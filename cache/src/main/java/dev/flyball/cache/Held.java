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
    /** What it was worth when that was last looked at. */
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
        this.judgement = new Judgement(generation, judged, null, Long.MIN_VALUE);
    }

    /**
     * What a value was worth.
     *
     * @param freshness what tags and patterns left of it
     * @param orders by which it was fresh, too
     * @param calmUntilMs until then nothing but another generation or other orders can change that, and nobody needs to
     *     refresh it
     */
    private record Judgement(
            long generation, Freshness freshness, @Nullable Orders orders, long calmUntilMs) {
        @SuppressWarnings("ReferenceEquality") // Orders that were made anew are compared anew.
        boolean isCalm(Orders now, long nowMs) {
            return orders == now && nowMs < calmUntilMs;
        }
    }

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

    /** Whether it is fresh, and Redis need not be asked. Of many reads in a row most look at the clock only. */
    boolean isFresh(String key, Orders orders, Helm helm, EarlyRefresh early, long nowMs) {
        Judgement last = judged(key, helm);
        if (last.isCalm(orders, nowMs)) {
            return true;
        }
        if (nowMs >= untilMs || stamp.freshness(orders, nowMs).worse(last.freshness) != Freshness.FRESH) {
            return false;
        }
        long calmUntilMs = Math.min(untilMs, early.notBeforeMs(stamp, orders));
        judgement = new Judgement(last.generation, last.freshness, orders, calmUntilMs);
        return true;
    }

    /** Whether it was fresh by these orders, and is too young to be refreshed. */
    boolean isCalm(Orders orders, long nowMs) {
        return judgement.isCalm(orders, nowMs);
    }

    Freshness freshness(String key, Orders orders, Helm helm, long nowMs) {
        return stamp.freshness(orders, nowMs).worse(judged(key, helm).freshness);
    }

    private Judgement judged(String key, Helm helm) {
        Judgement last = judgement;
        // Before the judging: what changes meanwhile is judged at the next read.
        long generation = helm.generation();
        if (last.generation != generation) {
            last = new Judgement(generation, helm.judge(key, stamp), null, Long.MIN_VALUE);
            judgement = last;
        }
        return last;
    }
}
